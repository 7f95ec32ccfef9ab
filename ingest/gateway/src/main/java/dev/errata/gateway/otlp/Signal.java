package dev.errata.gateway.otlp;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.http.ApiException;
import java.util.function.LongConsumer;

/** One of OTLP's signals. Safe from any thread. */
public sealed interface Signal permits Logs, Traces {
    /** {@code /v1/logs}. */
    Signal LOGS = new Logs();

    /** {@code /v1/traces}. */
    Signal TRACES = new Traces();

    /** Stateless, so one serves all. */
    ErrorEventCodec EVENTS = new ErrorEventCodec();

    /** The last part of the path, and the {@code kind} of every meter. */
    String name();

    /** What its items are called, for people. */
    String items();

    /**
     * What the request says about calls.
     *
     * @param body decompressed; empty where the request is
     * @param memory is told about how much of it the request takes
     * @throws ApiException 400 where the body is no such request, 413 where it holds too much
     */
    Mapped read(Wire wire, byte[] body, Arrival arrival, LongConsumer memory);

    /**
     * The answer to a request that was taken.
     *
     * @param rejected how many items will never be stored
     * @param message why, for people
     */
    byte[] response(Wire wire, long rejected, String message);
}
