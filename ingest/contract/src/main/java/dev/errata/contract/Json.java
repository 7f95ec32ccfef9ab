package dev.errata.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Strict JSON for input that nobody vouches for: UTF-8 only, no duplicate keys, nothing behind the document, bounded
 * depth, names, numbers and tokens. Safe from any thread.
 */
public final class Json {
    private static final int DEPTH = 64;
    private static final int NAME_CHARS = 256;
    private static final int NUMBER_CHARS = 40;
    private static final int STRING_CHARS = 1024 * 1024;
    private static final int TOKENS = 200_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNameLength(NAME_CHARS)
                            .maxNumberLength(NUMBER_CHARS)
                            .maxStringLength(STRING_CHARS)
                            .maxTokenCount(TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private Json() {}

    /**
     * Reads one document.
     *
     * @throws InvalidRecordException {@link Reason#MALFORMED}, naming the offset and never quoting the input
     */
    public static JsonNode parse(byte[] utf8) throws InvalidRecordException {
        var plain = PlainJson.read(utf8);
        return plain == null ? parseInFull(utf8) : plain;
    }

    /** As {@link #parse}, whatever it is. */
    static JsonNode parseInFull(byte[] utf8) throws InvalidRecordException {
        try {
            var node = MAPPER.readTree(decode(utf8));
            if (node.isMissingNode()) {
                throw new InvalidRecordException(Reason.MALFORMED, null, "empty");
            }
            return node;
        } catch (CharacterCodingException e) {
            throw new InvalidRecordException(Reason.MALFORMED, null, "not valid UTF-8");
        } catch (JacksonException e) {
            throw new InvalidRecordException(Reason.MALFORMED, null, "not valid JSON" + where(e));
        }
    }

    /** The node as UTF-8. */
    public static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    private static String decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    private static String where(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getCharOffset() < 0 ? "" : " at character " + location.getCharOffset();
    }
}
