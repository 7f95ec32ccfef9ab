package dev.errata.gateway;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import dev.errata.http.ApiException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What became of the records of one request. Confined to its thread. */
final class Batch {
    private static final Set<Reason> ONLY_TOO_LARGE = EnumSet.of(Reason.TOO_LARGE);

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final ArrayNode rejected = JsonNodeFactory.instance.arrayNode();
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private int accepted;

    void accept(ProducerRecord<byte[], byte[]> record) {
        records.add(record);
        accepted++;
    }

    /** One record of the sender's, as all of these. */
    void accept(List<ProducerRecord<byte[], byte[]>> parts) {
        records.addAll(parts);
        accepted++;
    }

    void reject(int index, InvalidRecordException error) {
        reasons.add(error.reason());
        rejected.addObject()
                .put("index", index)
                .put("field", error.field())
                .put("reason", error.reason().code())
                .put("message", error.getMessage());
    }

    /** What goes to Kafka. */
    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** How many of the sender's records come in. */
    int accepted() {
        return accepted;
    }

    /** 202, or 200 where the sender had nothing to say. */
    int status() {
        return accepted == 0 ? 200 : 202;
    }

    ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("accepted", accepted).set("rejected", rejected);
        return json;
    }

    /** A batch without a single good record is the sender's mistake as a whole. */
    void checkAnyGood() {
        if (accepted == 0 && !rejected.isEmpty()) {
            var message = "None of the records is valid; see rejected";
            var error = reasons.equals(ONLY_TOO_LARGE)
                    ? ApiException.payloadTooLarge(message)
                    : ApiException.badRequest(message);
            throw error.withMember("accepted", toJson().path("accepted")).withMember("rejected", rejected);
        }
    }
}
