package dev.errata.app.client;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the server said.
 *
 * @param body missing where it was no JSON
 * @param retryAfter how long it asked to wait
 */
record Answer(int status, JsonNode body, Optional<Duration> retryAfter) {
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    boolean isOk() {
        return status == OK && !body.isMissingNode();
    }

    /** Whether the server failed half-way: a part of the batch may be stored. */
    boolean isUnknownOutcome() {
        return status >= SERVER_ERROR;
    }

    /** Whether the same batch may do better in a while. A 429 has stored nothing. */
    boolean isWorthRetrying() {
        return status == TOO_MANY_REQUESTS || isUnknownOutcome();
    }
}
