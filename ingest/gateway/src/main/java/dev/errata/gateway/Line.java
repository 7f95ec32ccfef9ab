package dev.errata.gateway;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.quick.EncodedEvent;
import dev.errata.contract.quick.EventLines;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A line of NDJSON, where it stands in its body. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Line(byte[] body, int start, int end) implements Item {

    @Override
    public JsonNode json() throws InvalidRecordException {
        Item.checkSize(end - start);
        return Json.parse(Arrays.copyOfRange(body, start, end));
    }

    @Override
    public @Nullable EncodedEvent quickly(EventLines lines) {
        return lines.read(body, start, end);
    }
}
