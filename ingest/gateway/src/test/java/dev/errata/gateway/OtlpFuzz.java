package dev.errata.gateway;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.redact.Redactor;
import dev.errata.gateway.otlp.Arrival;
import dev.errata.gateway.otlp.Signal;
import dev.errata.gateway.otlp.Wire;
import dev.errata.http.ApiException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A whole OTLP request the way the gateway takes it: decoded, mapped, redacted, written; anything wrong with it is an
 * answer. The input's first byte chooses signal and wire format.
 */
public final class OtlpFuzz {
    private static final long MOST_MEMORY = 256L * 1024 * 1024;
    private static final List<Signal> SIGNALS = List.of(Signal.LOGS, Signal.TRACES);
    private static final List<Wire> WIRES = List.of(Wire.values());
    private static final Arrival ARRIVAL =
            new Arrival("default", Instant.parse("2026-03-01T12:00:00Z"), Redactor.STANDARD);

    private OtlpFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var choice = Byte.toUnsignedInt(input[0]);
        var signal = SIGNALS.get(choice % SIGNALS.size());
        var wire = WIRES.get(choice / SIGNALS.size() % WIRES.size());
        try {
            var mapped = signal.read(wire, Arrays.copyOfRange(input, 1, input.length), ARRIVAL, OtlpFuzz::takeMemory);
            mapped.events()
                    .forEach(event -> BodiesFuzz.write(new EventKind(), redacted(new EventKind(), event.event())));
            signal.response(wire, mapped.refusals().size(), "refused");
        } catch (ApiException e) {
            // an answer of its own
        }
    }

    private static void takeMemory(long bytes) {
        if (bytes > MOST_MEMORY) {
            throw ApiException.payloadTooLarge("The request takes too much memory");
        }
    }

    private static <R> R redacted(RecordKind<R> kind, R sent) {
        try {
            return kind.admit(kind.redact(sent, Redactor.STANDARD), "default");
        } catch (InvalidRecordException e) {
            throw new AssertionError("events are always admitted", e);
        }
    }
}
