package dev.errata.gateway;

import dev.errata.gateway.otlp.Signal;
import dev.errata.http.Allow;
import dev.errata.http.Routes;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.List;

/**
 * The way in over HTTP: {@code POST /v1/events}, {@code /v1/errors}, {@code /v1/traffic} and {@code /v1/outcomes} take one
 * JSON object, an array of at most 1000, or NDJSON, plain, gzip or zstd. {@code /v1/errors} takes events as the provider
 * answered, with {@code status}, {@code headers} and {@code body}; an {@code event_id} is optional there and follows
 * from the record's time and place in the request where it is missing. {@code /v1/outcomes} makes an event, too, of a failed task's step that
 * brings its {@code error}. The answer is 202 with {@code accepted} and {@code rejected},
 * given when Kafka has acknowledged; 400 where no record is good; 429 and 503 with {@code Retry-After} where the sender
 * should come back.
 *
 * <p>{@code POST /v1/logs} and {@code /v1/traces} take OTLP, as protobuf or JSON, and answer as OTLP says.
 *
 * <p>All records get the project of the sender's token. Safe from any thread.
 */
public final class Gateway implements Routes {
    private final List<Ingest<?>> kinds;
    private final List<OtlpIngest> signals;

    /**
     * A gateway into the given log, which stays the caller's to close, after the server.
     *
     * @param clock tells when a request arrives
     */
    public Gateway(RecordLog log, IngestMetrics metrics, GatewayConfig config, InstantSource clock) {
        var inFlight = new InFlightBytes(config.maxInFlightBytes());
        var bodies = new BodyReader(clock, inFlight, new ProjectLimits(config.projectRates(), clock));
        var publisher = new Publisher(config.redactor(), log, metrics);
        var totals = new TrafficKind(config.trafficGrace(), clock);
        kinds = List.of(
                new Ingest<>(new EventKind(), bodies, publisher, metrics),
                new Ingest<>(new ErrorKind(clock), bodies, publisher, metrics),
                new Ingest<>(totals, bodies, publisher, metrics),
                new Ingest<>(new OutcomeKind(), bodies, publisher, metrics));
        signals = List.of(
                new OtlpIngest(Signal.LOGS, totals, bodies, publisher, metrics),
                new OtlpIngest(Signal.TRACES, totals, bodies, publisher, metrics));
    }

    @Override
    public void register(RoutesConfig routes) {
        kinds.forEach(kind -> routes.post(kind.path(), kind, Allow.INGEST));
        signals.forEach(signal -> routes.post(signal.path(), signal, Allow.INGEST));
    }
}
