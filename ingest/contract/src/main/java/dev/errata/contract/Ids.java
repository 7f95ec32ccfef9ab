package dev.errata.contract;

import org.jspecify.annotations.Nullable;

/**
 * The ids under which somebody may look for the event. Each is trimmed printable ASCII of at most
 * {@value Limits#ID_CHARS} characters, kept exactly; anything else is replaced by {@code sha256:} and its hash.
 *
 * @param requestId the id in the error body or the caller's own
 * @param providerRequestId the vendor's id, where a proxy stands in between
 * @param taskId the asynchronous task
 * @param traceId the distributed trace, lower-case hex
 * @param callId joins the attempts of one logical call
 */
public record Ids(
        @Nullable String requestId,
        @Nullable String providerRequestId,
        @Nullable String taskId,
        @Nullable String traceId,
        @Nullable String callId) {

    /** The form in which any such id is kept, and in which it is to be looked for. */
    public static String canonical(String id) {
        return Text.id(id);
    }
}
