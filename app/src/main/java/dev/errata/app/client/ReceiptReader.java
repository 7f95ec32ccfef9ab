package dev.errata.app.client;

import dev.errata.app.client.Receipt.Rejection;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the gateway's answer to a batch. */
final class ReceiptReader {
    private ReceiptReader() {}

    /** Empty where the answer is none: an error of the batch as a whole. */
    static Optional<Receipt> read(Answer answer) {
        var rejected = answer.body().path("rejected");
        if (!rejected.isArray()) {
            return Optional.empty();
        }
        var accepted = answer.body().path("accepted").asInt(0);
        return Optional.of(new Receipt(
                accepted, rejected.valueStream().map(ReceiptReader::rejection).toList()));
    }

    private static Rejection rejection(JsonNode node) {
        return new Rejection(
                node.path("index").asInt(0),
                node.path("field").asString(""),
                node.path("reason").asString(""),
                node.path("message").asString(""));
    }
}
