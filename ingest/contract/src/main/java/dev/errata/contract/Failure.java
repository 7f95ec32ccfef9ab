package dev.errata.contract;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as the API's error body said it.
 *
 * @param status the HTTP status, 100 to 999; null when no answer came
 * @param code the body's code; without an answer one of {@code connect_timeout}, {@code read_timeout},
 *     {@code connection_reset}, {@code dns_failure}, {@code tls_failure}, {@code stream_aborted}
 * @param type the body's error type
 * @param message the body's text
 * @param param the request parameter that the API complains about
 */
public record Failure(
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String type,
        @Nullable String message,
        @Nullable String param) {}
