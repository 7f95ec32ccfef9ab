package dev.errata.gateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecord.Calls;
import dev.errata.contract.redact.Redactor;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which spans are requests, calls and events, so that nothing counts twice. */
class CallsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CHAT =
            "gen_ai.operation.name=chat; gen_ai.request.model=m; gen_ai.provider.name=openai";
    private static final String POST = "http.request.method=POST; url.full=https://llm.internal/v1/chat/completions";

    @Test
    void spans_ofModelsAndOfHttp_areRequests_othersAreNot() {
        var server = Otlp.span(3, 0, POST).setKind(SpanKind.SPAN_KIND_SERVER);
        var database = Otlp.span(4, 0, "db.system.name=postgresql");
        var mapped = read(Otlp.span(1, 0, CHAT), Otlp.span(2, 0, POST), server, database);

        assertThat(requests(mapped)).isEqualTo(Map.of("chat", 1L, "POST /v1/chat/completions", 1L));
        assertThat(mapped.ignored()).isEqualTo(Map.of("no_client_span", 2));
        assertThat(mapped.events()).isEmpty();
    }

    @Test
    void spans_ofOneSeriesAndWindow_areOneRecord() {
        var mapped = read(
                Otlp.span(1, 0, CHAT),
                failed(Otlp.span(2, 0, CHAT)),
                Otlp.span(3, 0, CHAT).setEndTimeUnixNano(Otlp.nanos(Otlp.END.plusSeconds(2))));

        assertThat(records(mapped))
                .extracting(TrafficRecord::window, TrafficRecord::requests, TrafficRecord::calls)
                .containsExactly(
                        tuple(Instant.parse("2026-03-01T11:59:50Z"), 2L, new Calls(2, 1, 0)),
                        tuple(NOW, 1L, new Calls(1, 0, 0)));
        assertThat(mapped.totals().getFirst().items()).containsExactly(0, 1);
    }

    @Test
    void call_withItsAttemptsInTheSameRequest_isOneCall_andTheyAreTheRequests() {
        var mapped = read(
                Otlp.span(1, 0, CHAT),
                Otlp.span(2, 1, "").setKind(SpanKind.SPAN_KIND_INTERNAL),
                failed(Otlp.span(3, 2, POST + "; http.response.status_code=503")),
                Otlp.span(4, 2, POST + "; http.response.status_code=200; http.request.resend_count=1"));

        assertThat(requests(mapped)).isEqualTo(Map.of("chat", 0L, "POST /v1/chat/completions", 2L));
        assertThat(records(mapped)).extracting(TrafficRecord::calls).containsExactly(new Calls(1, 0, 1), null);
        assertThat(records(mapped))
                .extracting(record -> record.target().model())
                .containsOnly("m");
        var event = onlyEvent(mapped);
        assertThat(event.failure().status()).isEqualTo(503);
        assertThat(event.target().model()).as("of the call").isEqualTo("m");
        assertThat(event.target().provider()).as("of the call").isEqualTo("openai");
        assertThat(event.ids().callId()).isEqualTo("0000000000000001");
    }

    @Test
    void call_thatFailedWithItsAttempts_isNoEventOfItsOwn() {
        var mapped = read(failed(Otlp.span(1, 0, CHAT)), failed(Otlp.span(2, 1, POST)), failed(Otlp.span(3, 1, POST)));

        assertThat(mapped.events()).extracting(Mapped.Event::item).containsExactly(1, 2);
        assertThat(records(mapped).getFirst().calls()).isEqualTo(new Calls(1, 1, 0));
    }

    @Test
    void call_thatFailedThoughItsAttemptsDidNot_isAnEvent() {
        var mapped = read(failed(Otlp.span(1, 0, CHAT)), Otlp.span(2, 1, POST));

        assertThat(mapped.events()).extracting(Mapped.Event::item).containsExactly(0);
    }

    @Test
    void spans_aroundOthersOfTheSameKind_countOnce() {
        var models = read(Otlp.span(1, 0, CHAT), Otlp.span(2, 1, CHAT));
        var http = read(Otlp.span(1, 0, POST), Otlp.span(2, 1, POST));

        assertThat(records(models)).hasSize(1);
        assertThat(records(models).getFirst().requests()).isEqualTo(1);
        assertThat(records(models).getFirst().calls()).isEqualTo(new Calls(1, 0, 0));
        assertThat(records(http)).extracting(TrafficRecord::requests).containsExactly(1L);
        assertThat(http.ignored()).isEqualTo(Map.of("not_an_attempt", 1));
    }

    @Test
    void spans_ofTheServiceThatWasCalled_areCallsOfItsOwn() {
        var entrance = Otlp.span(2, 1, "").setKind(SpanKind.SPAN_KIND_SERVER);
        var sameService = read(Otlp.span(1, 0, POST), entrance, Otlp.span(3, 2, POST));
        var otherService = Signal.TRACES.read(
                Wire.PROTOBUF,
                ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(Otlp.group("service.name=a", Otlp.span(1, 0, POST)))
                        .addResourceSpans(Otlp.group("service.name=b", Otlp.span(3, 1, POST)))
                        .build()
                        .toByteArray(),
                new Arrival("default", NOW, Redactor.STANDARD),
                bytes -> {});

        assertThat(requests(sameService)).isEqualTo(Map.of("POST /v1/chat/completions", 2L));
        assertThat(records(otherService)).extracting(TrafficRecord::requests).containsExactly(1L, 1L);
    }

    @Test
    void service_thatDeclaresItsAttempts_countsTheseOnly_howeverItsSpansAreSent() {
        var http = Signal.TRACES.read(
                Wire.PROTOBUF,
                Otlp.traces("errata.attempts=http", failed(Otlp.span(1, 0, CHAT)))
                        .toByteArray(),
                new Arrival("default", NOW, Redactor.STANDARD),
                bytes -> {});
        var models = Signal.TRACES.read(
                Wire.PROTOBUF,
                Otlp.traces("errata.attempts=gen_ai", failed(Otlp.span(2, 1, POST)))
                        .toByteArray(),
                new Arrival("default", NOW, Redactor.STANDARD),
                bytes -> {});

        assertThat(http.events()).isEmpty();
        assertThat(records(http)).extracting(TrafficRecord::requests).containsExactly(0L);
        assertThat(records(http)).extracting(TrafficRecord::calls).containsExactly(new Calls(1, 1, 0));
        assertThat(models.events()).isEmpty();
        assertThat(models.totals()).isEmpty();
    }

    @Test
    void spans_inARing_doNoHarm() {
        var mapped = read(Otlp.span(1, 2, CHAT), Otlp.span(2, 1, CHAT), Otlp.span(3, 3, POST));

        assertThat(requests(mapped)).isEqualTo(Map.of("POST /v1/chat/completions", 1L));
    }

    @Test
    void labels_thatBecomeEqualWhenPublished_areOneRecord() {
        var mapped = read(
                Otlp.span(1, 0, CHAT.replace("=m;", "=sk-proj-aaaaaaaaaaaaaaaaaaaaaaaa1;")),
                Otlp.span(2, 0, CHAT.replace("=m;", "=sk-proj-bbbbbbbbbbbbbbbbbbbbbbbb2;")));

        assertThat(records(mapped)).extracting(TrafficRecord::requests).containsExactly(2L);
    }

    @Test
    void source_isTheRequest_andNoSecret() {
        var source = records(read(Otlp.span(1, 0, CHAT))).getFirst().source();

        assertThat(source).matches("otlp:[0-9a-f]{32}");
        assertThat(records(read(Otlp.span(1, 0, CHAT))).getFirst().source()).isEqualTo(source);
        assertThat(records(read(Otlp.span(2, 0, CHAT))).getFirst().source()).isNotEqualTo(source);
        assertThat(Redactor.STANDARD.redact(source)).isEqualTo(source);
    }

    @Test
    void span_withoutATime_isRefused() {
        var mapped = read(Otlp.span(1, 0, CHAT).setStartTimeUnixNano(0).setEndTimeUnixNano(0), Otlp.span(2, 0, CHAT));

        assertThat(mapped.refusals()).extracting(Mapped.Refusal::item).containsExactly(0);
        assertThat(requests(mapped)).isEqualTo(Map.of("chat", 1L));
    }

    private static Span.Builder failed(Span.Builder span) {
        return span.setStatus(Status.newBuilder().setCode(StatusCode.STATUS_CODE_ERROR));
    }

    private static Mapped read(Span.Builder... spans) {
        return Signal.TRACES.read(
                Wire.PROTOBUF,
                Otlp.traces("service.name=shop", spans).toByteArray(),
                new Arrival("default", NOW, Redactor.STANDARD),
                bytes -> {});
    }

    private static List<TrafficRecord> records(Mapped mapped) {
        return mapped.totals().stream().map(Mapped.Totals::record).toList();
    }

    private static Map<String, Long> requests(Mapped mapped) {
        var requests = new TreeMap<String, Long>();
        records(mapped)
                .forEach(record ->
                        requests.merge(String.valueOf(record.target().operation()), record.requests(), Long::sum));
        return requests;
    }

    private static ErrorEvent onlyEvent(Mapped mapped) {
        assertThat(mapped.events()).hasSize(1);
        return mapped.events().getFirst().event();
    }
}
