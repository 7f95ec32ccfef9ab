package dev.errata.app.client;

import tools.jackson.databind.JsonNode;

/** Errata answered with an error. The message is one line for the user. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final int status;

    RefusedException(int status, JsonNode answer) {
        super(message(status, answer.path("error")));
        this.status = status;
    }

    /** Whether there is no such thing as was asked for. */
    public boolean isNotFound() {
        return status == NOT_FOUND;
    }

    /** Whether the question was at fault, and not the server. */
    public boolean isBadQuestion() {
        return status < SERVER_ERROR;
    }

    private static String message(int status, JsonNode error) {
        var text = "%s (%d %s"
                .formatted(
                        error.path("message").asString("the server refused"),
                        status,
                        error.path("code").asString("without a code"));
        var requestId = error.path("request_id");
        return requestId.isString() ? text + ", " + requestId.asString() + ")" : text + ")";
    }
}
