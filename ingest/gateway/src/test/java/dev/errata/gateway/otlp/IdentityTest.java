package dev.errata.gateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.errata.contract.EventIds;
import dev.errata.contract.redact.Redactor;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** B36: the same failure has the same id, two failures have two. */
class IdentityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String UID = "019ca9a0-0000-7000-8000-000000000001";

    @Test
    void uid_ofVersion7_isTheId() {
        assertThat(ids(Otlp.logs("", Otlp.log("error.type=x; log.record.uid=" + UID))))
                .containsExactly(UUID.fromString(UID));
    }

    @Test
    void uid_ofAnotherKind_isReplaced() {
        var id = ids(Otlp.logs("", Otlp.log("error.type=x; log.record.uid=01ARZ3NDEKTSV4RRFFQ69G5FAV")));

        assertThat(EventIds.time(id.getFirst())).isEqualTo(Otlp.END);
    }

    @Test
    void equalLogs_ofOneRequest_areTwoEvents_andTheSameTwoWhenSentAgain() {
        var request = Otlp.logs("", Otlp.log("error.type=x"), Otlp.log("error.type=x"));

        assertThat(ids(request)).doesNotHaveDuplicates().isEqualTo(ids(request));
        assertThat(EventIds.time(ids(request).getFirst())).isEqualTo(Otlp.END);
    }

    @Test
    void equalLogs_ofTwoProjects_areTwoEvents() {
        var request = Otlp.logs("", Otlp.log("error.type=x"));

        assertThat(ids(request, "one")).doesNotContainAnyElementsOf(ids(request, "two"));
    }

    @Test
    void failedSpan_andTheConventionsEventOfIt_areOneEvent() {
        var span = Otlp.span(1, 0, "gen_ai.operation.name=chat")
                .setStatus(Status.newBuilder().setCode(StatusCode.STATUS_CODE_ERROR));
        var later = Otlp.END.plus(Duration.ofSeconds(3));
        var log = inSpan(Otlp.log("exception.type=x")
                .setTimeUnixNano(Otlp.nanos(later))
                .setEventName("gen_ai.client.operation.exception"));

        var id = ids(Otlp.traces("", span)).getFirst();
        assertThat(ids(Otlp.logs("", log))).containsExactly(id);
        assertThat(EventIds.isValid(id)).isTrue();
        assertThat(EventIds.day(id)).hasToString("2026-03-01");
    }

    @Test
    void otherLogs_ofOneSpan_areEventsOfTheirOwn() {
        var first = inSpan(Otlp.log("exception.type=x"));
        var second = inSpan(Otlp.log("exception.type=y"));

        assertThat(ids(Otlp.logs("", first, second))).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void failedSpan_inAnotherRequest_keepsItsId() {
        var failed = Status.newBuilder().setCode(StatusCode.STATUS_CODE_ERROR);
        var alone = Otlp.traces("", Otlp.span(1, 0, "http.request.method=GET").setStatus(failed));
        var last = Otlp.traces(
                "",
                Otlp.span(2, 0, "http.request.method=GET"),
                Otlp.span(1, 0, "http.request.method=GET").setStatus(failed));

        assertThat(ids(alone)).isEqualTo(ids(last));
    }

    private static LogRecord.Builder inSpan(LogRecord.Builder log) {
        return log.setTraceId(Otlp.TRACE).setSpanId(Otlp.spanId(1));
    }

    private static List<UUID> ids(Message request) {
        return ids(request, "default");
    }

    private static List<UUID> ids(Message request, String project) {
        var signal = request.getDescriptorForType().getName().contains("Logs") ? Signal.LOGS : Signal.TRACES;
        return signal
                .read(Wire.PROTOBUF, request.toByteArray(), new Arrival(project, NOW, Redactor.STANDARD), bytes -> {})
                .events()
                .stream()
                .map(found -> found.event().eventId())
                .toList();
    }
}
