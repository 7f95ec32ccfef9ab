package dev.errata.gateway.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Requests of OTLP, made by its own classes. Attributes are written {@code name=value; name=value}. */
public final class Otlp {
    public static final Instant END = Instant.parse("2026-03-01T11:59:58.250Z");
    public static final ByteString TRACE = ByteString.fromHex("0af7651916cd43dd8448eb211c80319c");

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private Otlp() {}

    public static ExportLogsServiceRequest logs(String resource, LogRecord.Builder... records) {
        var scope = ScopeLogs.newBuilder();
        Stream.of(records).forEach(scope::addLogRecords);
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(resource(resource))
                        .addScopeLogs(scope))
                .build();
    }

    public static LogRecord.Builder log(String attributes) {
        return LogRecord.newBuilder().setTimeUnixNano(nanos(END)).addAllAttributes(attributes(attributes));
    }

    public static ExportTraceServiceRequest traces(String resource, Span.Builder... spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(group(resource, spans))
                .build();
    }

    public static ResourceSpans.Builder group(String resource, Span.Builder... spans) {
        var scope = ScopeSpans.newBuilder();
        Stream.of(spans).forEach(scope::addSpans);
        return ResourceSpans.newBuilder().setResource(resource(resource)).addScopeSpans(scope);
    }

    /** A client's span that took 1.5 s. */
    public static Span.Builder span(int id, int parent, String attributes) {
        var span = Span.newBuilder()
                .setTraceId(TRACE)
                .setSpanId(spanId(id))
                .setKind(SpanKind.SPAN_KIND_CLIENT)
                .setStartTimeUnixNano(nanos(END.minusMillis(1_500)))
                .setEndTimeUnixNano(nanos(END))
                .addAllAttributes(attributes(attributes));
        return parent == 0 ? span : span.setParentSpanId(spanId(parent));
    }

    public static ByteString spanId(int id) {
        return ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) id});
    }

    public static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    public static List<KeyValue> attributes(String text) {
        return Arrays.stream(text.split(";\\s*"))
                .filter(pair -> !pair.isBlank())
                .map(pair -> pair.strip().split("=", 2))
                .map(pair -> KeyValue.newBuilder()
                        .setKey(pair[0])
                        .setValue(value(pair[1]))
                        .build())
                .toList();
    }

    private static AnyValue.Builder value(String text) {
        if (text.equals("true")) {
            return AnyValue.newBuilder().setBoolValue(true);
        }
        return WHOLE.matcher(text).matches()
                ? AnyValue.newBuilder().setIntValue(Long.parseLong(text))
                : AnyValue.newBuilder().setStringValueBytes(ByteString.copyFrom(text, UTF_8));
    }

    private static Resource resource(String attributes) {
        return Resource.newBuilder().addAllAttributes(attributes(attributes)).build();
    }
}
