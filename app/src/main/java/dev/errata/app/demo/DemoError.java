package dev.errata.app.demo;

import dev.errata.contract.Failure;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One way for a call to fail, in the words of the real APIs.
 *
 * @param weight how often, beside the others
 * @param status null where no answer came
 * @param message {@code %s} stands for the model
 * @param retryAfterSeconds what the answer asks for; 0 where it asks for nothing
 * @param retried whether a sensible client tries again
 */
record DemoError(
        int weight,
        @Nullable Integer status,
        String code,
        String type,
        String message,
        int retryAfterSeconds,
        boolean retried) {

    static final DemoError RATE_LIMIT = of(
                    30,
                    429,
                    "rate_limit_error",
                    "Rate limit exceeded for %s: too many requests in a minute. Please retry after 2 seconds.")
            .after(2);
    static final DemoError UNAVAILABLE = of(
                    8, 503, "service_unavailable", "The model %s is temporarily overloaded. Please try again later.")
            .after(3);

    static final DemoError TASK_FAILED = task(20, "task_failed", "Video generation failed.");

    /** Every code of the reference, and what clients see when no answer comes; never an incident, always a little. */
    static final List<DemoError> BACKGROUND = List.of(
            RATE_LIMIT,
            UNAVAILABLE,
            of(12, 400, "invalid_request", "'messages' must be an array, not a string."),
            of(
                    4,
                    401,
                    "authentication_error",
                    "Incorrect API key provided. Check that the header reads 'Authorization: Bearer <key>'."),
            // Three of five minutes would mean an empty account.
            of(1, 402, "insufficient_quota", "Insufficient balance. Top up your account to continue."),
            of(5, 403, "permission_error", "Your API key has no access to the model %s."),
            of(5, 404, "not_found", "The model `%s-preview` does not exist."),
            of(2, 409, "conflict", "The resource is being changed by another request."),
            of(6, 422, "unprocessable_entity", "temperature must be between 0 and 2."),
            of(10, 500, "server_error", "The server had an error while processing your request.")
                    .again(),
            of(5, 502, "bad_gateway", "Bad gateway").again(),
            of(6, 504, "gateway_timeout", "The upstream did not answer within 60 seconds.")
                    .again(),
            of(3, 529, "overloaded", "Overloaded").again(),
            of(2, 413, "request_too_large", "The request exceeds the maximum size of 32 MB."),
            lost(3, "connect_timeout", "connect timed out"),
            lost(8, "read_timeout", "no answer within 30 s"),
            lost(4, "connection_reset", "Connection reset by peer"),
            lost(2, "dns_failure", "Name or service not known"),
            lost(2, "tls_failure", "Remote host terminated the handshake"),
            lost(4, "stream_aborted", "the stream ended before its last event"));

    /** How tasks end that were accepted at first. */
    static final List<DemoError> TASK = List.of(
            task(20, "restricted_content", "The prompt may contain restricted content."),
            task(10, "unreachable_image_url", "The image at the given URL could not be fetched."),
            task(10, "prompt_too_complex", "The prompt is too complex; simplify it and try again."),
            TASK_FAILED);

    /** One of the list, by weight. */
    static DemoError any(List<DemoError> errors, RandomGenerator random) {
        var left = random.nextInt(errors.stream().mapToInt(DemoError::weight).sum());
        for (var error : errors) {
            left -= error.weight;
            if (left < 0) {
                return error;
            }
        }
        throw new AssertionError("the weights add up");
    }

    Failure failure(String model) {
        return new Failure(status, code, type, message.replace("%s", model), null);
    }

    /** As it came, in the form of the reference; null where no answer came. */
    @Nullable
    String body(String model, @Nullable String requestId, @Nullable String taskId) {
        if (status == null && taskId == null) {
            return null;
        }
        var body = JsonNodeFactory.instance.objectNode();
        if (taskId != null) {
            body.put("id", taskId).put("status", "failed");
        }
        body.putObject("error")
                .put("code", code)
                .put("message", message.replace("%s", model))
                .put("type", type)
                .put("request_id", requestId);
        return body.toString();
    }

    private static DemoError of(int weight, int status, String code, String message) {
        var type = status == 400 ? "invalid_request_error" : code;
        return new DemoError(weight, status, code, type, message, 0, false);
    }

    private static DemoError lost(int weight, String code, String message) {
        return new DemoError(weight, null, code, "client_error", message, 0, true);
    }

    private static DemoError task(int weight, String code, String message) {
        return new DemoError(weight, null, code, "task_error", message, 0, false);
    }

    private DemoError after(int seconds) {
        return new DemoError(weight, status, code, type, message, seconds, true);
    }

    private DemoError again() {
        return after(0);
    }
}
