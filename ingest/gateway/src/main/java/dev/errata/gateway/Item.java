package dev.errata.gateway;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Limits;
import dev.errata.contract.Reason;
import dev.errata.contract.quick.EncodedEvent;
import dev.errata.contract.quick.EventLines;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One record of a body, before anybody has looked into it: it may yet turn out not to be JSON, or too large. */
@FunctionalInterface
interface Item {

    JsonNode json() throws InvalidRecordException;

    /** As an event that needs no change; null where it is none, or where that cannot be told quickly. */
    default @Nullable EncodedEvent quickly(EventLines lines) {
        return null;
    }

    /** A part of a document that has been read. */
    static Item ofNode(JsonNode node) {
        return () -> node;
    }

    /** As {@link #ofNode}, where the document is so large that this part of it might be too large on its own. */
    static Item ofMeasured(JsonNode node) {
        return () -> {
            checkSize(node.toString().getBytes(StandardCharsets.UTF_8).length);
            return node;
        };
    }

    static void checkSize(int bytes) throws InvalidRecordException {
        if (bytes > Limits.RECORD_BYTES) {
            throw new InvalidRecordException(Reason.TOO_LARGE, null, "more than " + Limits.RECORD_BYTES + " bytes");
        }
    }
}
