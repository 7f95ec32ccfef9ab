package dev.errata.contract.normalise;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * An answer whose body has been read.
 *
 * @param raw as it came
 * @param document the JSON that tells of the error; missing where none does
 * @param fields what it tells
 */
record Answer(RawAnswer raw, JsonNode document, ErrorFields fields) {

    static Answer withoutJson(RawAnswer raw, ErrorFields fields) {
        return new Answer(raw, MissingNode.getInstance(), fields);
    }

    boolean hasStatus(int status) {
        return raw.status() != null && raw.status() == status;
    }
}
