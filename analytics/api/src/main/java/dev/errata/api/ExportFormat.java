package dev.errata.api;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Times;
import dev.errata.store.query.FoundEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The forms of an export: a line for each failure. */
enum ExportFormat {
    NDJSON("application/x-ndjson") {
        @Override
        Optional<String> header() {
            return Optional.empty();
        }

        @Override
        String line(FoundEvent found) {
            return json(found).toString();
        }

        @Override
        String brokenOff(String requestId) {
            var json = JsonNodeFactory.instance.objectNode();
            json.putObject("error")
                    .put("code", "service_unavailable")
                    .put("message", BROKEN_OFF)
                    .put("type", "service_unavailable")
                    .put("request_id", requestId);
            return json.toString();
        }
    },

    CSV("text/csv; charset=utf-8") {
        @Override
        Optional<String> header() {
            return Optional.of(String.join(",", COLUMNS));
        }

        @Override
        String line(FoundEvent found) {
            var json = json(found);
            return COLUMNS.stream()
                    .map(column -> CsvCell.of(json.path(column).asString("")))
                    .collect(Collectors.joining(","));
        }

        @Override
        String brokenOff(String requestId) {
            return CsvCell.of("error: " + BROKEN_OFF + " (" + requestId + ")");
        }
    };

    static final String BROKEN_OFF = "The export is not complete: the database went away";

    private static final List<String> COLUMNS = List.of(
            "event_id",
            "time",
            "received_at",
            "app",
            "app_version",
            "env",
            "region",
            "provider",
            "model",
            "operation",
            "status",
            "code",
            "type",
            "message",
            "request_id",
            "provider_request_id",
            "task_id",
            "trace_id",
            "call_id",
            "attempt",
            "latency_ms",
            "retry_after_ms",
            "fingerprint");
    private static final ErrorEventCodec EVENTS = new ErrorEventCodec();

    private final String contentType;

    ExportFormat(String contentType) {
        this.contentType = contentType;
    }

    static Optional<ExportFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(name))
                .findFirst();
    }

    String contentType() {
        return contentType;
    }

    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract Optional<String> header();

    abstract String line(FoundEvent found);

    /** The last line of a file that is not complete. */
    abstract String brokenOff(String requestId);

    private static ObjectNode json(FoundEvent found) {
        return EVENTS.toJson(found.event())
                .put("received_at", Times.format(found.receivedAt()))
                .put("fingerprint", found.fingerprint());
    }
}
