package dev.errata.emitter.internal.transport;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.emitter.internal.Answer;
import dev.errata.emitter.internal.Fate;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the gateway's answers mean.
 *
 * <p>Only what no repetition can mend is rejected: single records, and a request that is not understood. A token that is
 * not accepted, a wrong address or a redirect is the operator's to put right, so the records are kept until then.
 */
final class GatewayAnswers {
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;
    private static final Set<Integer> ACCEPTED = Set.of(200, 202);
    private static final Set<Integer> HOPELESS = Set.of(400, 413, 422);
    private static final int REQUEST_TIMEOUT = 408;
    private static final String NOT_STORED = "not_stored";

    private GatewayAnswers() {}

    static boolean isTooLarge(HttpResponse<byte[]> response) {
        return response.statusCode() == PAYLOAD_TOO_LARGE
                && !json(response.body()).path("rejected").isArray();
    }

    static Answer read(HttpResponse<byte[]> response, int messages) {
        var status = response.statusCode();
        var body = json(response.body());
        var trouble = "the gateway answered " + status;
        if (body.path("rejected").isArray() && (ACCEPTED.contains(status) || HOPELESS.contains(status))) {
            return receipt(body.path("rejected"), messages);
        }
        if (HOPELESS.contains(status)) {
            return Answer.all(Fate.REJECTED, messages, trouble);
        }
        return Answer.all(fate(status, body), messages, trouble).retryAfter(retryAfter(response));
    }

    /** A success without a receipt is not our gateway's; an error of the client's side has stored nothing. */
    private static Fate fate(int status, JsonNode body) {
        var unsure = status >= SERVER_ERROR || status == REQUEST_TIMEOUT || ACCEPTED.contains(status);
        return unsure && !NOT_STORED.equals(body.path("outcome").asString("")) ? Fate.UNKNOWN : Fate.NOT_STORED;
    }

    private static Answer receipt(JsonNode rejected, int messages) {
        var fates = new ArrayList<>(Collections.nCopies(messages, Fate.STORED));
        var trouble = new StringBuilder();
        for (var rejection : rejected) {
            var index = rejection.path("index").asInt(-1);
            if (index >= 0 && index < messages) {
                fates.set(index, Fate.REJECTED);
                if (trouble.length() == 0) {
                    trouble.append("the gateway rejected a record: ")
                            .append(rejection.path("reason").asString(""))
                            .append(' ')
                            .append(rejection.path("field").asString(""));
                }
            }
        }
        return new Answer(fates, null, trouble.length() == 0 ? null : trouble.toString());
    }

    private static @Nullable Duration retryAfter(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,4}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }

    /** Something that is no JSON comes from a proxy, or from another server than Errata. */
    private static JsonNode json(byte[] body) {
        try {
            return Json.parse(body);
        } catch (InvalidRecordException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
