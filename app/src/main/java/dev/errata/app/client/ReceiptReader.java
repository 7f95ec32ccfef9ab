package dev.errata.app.client;

import dev.errata.app.client.Receipt.Rejection;
import tools.jackson.databind.JsonNode;

/** Reads the gateway's answer to a batch. */
final class ReceiptReader {
    private ReceiptReader() {}

    static Receipt read(JsonNode answer) {
        var rejected = answer.path("rejected").valueStream()
                .map(ReceiptReader::rejection)
                .toList();
        return new Receipt(answer.path("accepted").asInt(0), rejected);
    }

    private static Rejection rejection(JsonNode node) {
        return new Rejection(
                node.path("index").asInt(-1),
                node.path("field").asString(""),
                node.path("reason").asString(""),
                node.path("message").asString(""));
    }
}
