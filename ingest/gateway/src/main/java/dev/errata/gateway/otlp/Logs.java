package dev.errata.gateway.otlp;

import dev.errata.contract.InvalidRecordException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;

/** Log records: those that tell of a failed call become events. All others are an application's own business. */
record Logs() implements Signal {
    @Override
    public String name() {
        return "logs";
    }

    @Override
    public String items() {
        return "log records";
    }

    @Override
    public Mapped read(Wire wire, byte[] body, Arrival arrival, LongConsumer memory) {
        var request = wire.read(body, ExportLogsServiceRequest.getDefaultInstance(), memory);
        var identity = new RequestIdentity(request, arrival.project());
        var collected = new Collected();
        var index = 0;
        for (var group : request.getResourceLogsList()) {
            var resource = Attributes.of(group.getResource().getAttributesList());
            for (var scope : group.getScopeLogsList()) {
                for (var sent : scope.getLogRecordsList()) {
                    collect(LogEntry.of(index++, sent, resource), identity, arrival.time(), collected);
                }
            }
        }
        return collected.mapped(index, List.of());
    }

    @Override
    public byte[] response(Wire wire, long rejected, String message) {
        return wire.response(new Wire.Rejection("rejectedLogRecords", rejected, message));
    }

    private static void collect(LogEntry entry, RequestIdentity identity, Instant now, Collected collected) {
        if (!entry.tellsOfFailedCall()) {
            collected.ignore(Ignored.NO_API_ERROR);
            return;
        }
        try {
            collected.event(entry.index(), entry.toEvent(identity, now));
        } catch (InvalidRecordException e) {
            collected.refuse(entry.index(), e);
        }
    }
}
