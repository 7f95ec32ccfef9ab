package dev.errata.gateway.otlp;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ids of traces and spans: 16 and 8 bytes, not all zero. Any other is none. */
final class SpanIds {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private SpanIds() {}

    static boolean areWhole(ByteString traceId, ByteString spanId) {
        return is(traceId, TRACE_BYTES) && is(spanId, SPAN_BYTES);
    }

    static @Nullable String trace(ByteString id) {
        return is(id, TRACE_BYTES) ? hex(id) : null;
    }

    static @Nullable String span(ByteString id) {
        return is(id, SPAN_BYTES) ? hex(id) : null;
    }

    private static boolean is(ByteString id, int bytes) {
        return id.size() == bytes && !id.equals(ByteString.copyFrom(new byte[bytes]));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
