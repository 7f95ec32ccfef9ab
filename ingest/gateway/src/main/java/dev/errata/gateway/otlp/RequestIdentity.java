package dev.errata.gateway.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.errata.contract.EventIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The ids that a request's records are given: the same when it is sent again, however it is then encoded. Confined to the
 * request's thread.
 */
final class RequestIdentity {
    private static final int SOURCE_DIGITS = 32;

    private final Message request;
    private final String project;
    private byte[] hash = {};

    RequestIdentity(Message request, String project) {
        this.request = request;
        this.project = project;
    }

    /** What the id of the record at this place is made of, beside its time. */
    byte[] content(int index) {
        return EventIds.content(project, hash(), index);
    }

    /** The source of the request's totals: sent again, they replace what the first send said. */
    String source() {
        return "otlp:" + HexFormat.of().formatHex(hash()).substring(0, SOURCE_DIGITS);
    }

    /**
     * The id of a span's failure, whichever signal tells of it. The signals give it different times of the same day, and
     * an event is told from others by the day and the rest of its id: so the time in it is the day's beginning.
     */
    UUID ofSpan(ByteString traceId, ByteString spanId, Instant time) {
        var content = project.getBytes(StandardCharsets.UTF_8);
        var whole = ByteString.copyFrom(content).concat(traceId).concat(spanId).toByteArray();
        return EventIds.derived(time.truncatedTo(ChronoUnit.DAYS), whole);
    }

    private byte[] hash() {
        if (hash.length == 0) {
            hash = EventIds.sha256(request.toByteArray());
        }
        return hash;
    }
}
