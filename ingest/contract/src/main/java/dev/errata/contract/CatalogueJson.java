package dev.errata.contract;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The catalogue as JSON: an array of entries that all have every field and no other. */
final class CatalogueJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build();

    private CatalogueJson() {}

    /** @throws IllegalArgumentException naming the entry at fault */
    static List<CatalogueEntry> read(byte[] utf8) {
        try {
            return Json.parse(utf8).valueStream().map(CatalogueJson::entry).toList();
        } catch (InvalidRecordException e) {
            throw new IllegalArgumentException("the catalogue is " + e.getMessage(), e);
        }
    }

    static ObjectNode write(CatalogueEntry entry) {
        ObjectNode json = MAPPER.valueToTree(entry);
        json.withObject("/retry").put("retryable", entry.retry().retryable());
        return json;
    }

    private static CatalogueEntry entry(JsonNode node) {
        try {
            return MAPPER.treeToValue(node, CatalogueEntry.class);
        } catch (JacksonException e) {
            var key = node.path("key").asString("without a key");
            throw new IllegalArgumentException("catalogue entry " + key + ": " + e.getOriginalMessage(), e);
        }
    }
}
