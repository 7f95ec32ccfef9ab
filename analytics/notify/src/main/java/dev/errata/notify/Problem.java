package dev.errata.notify;

import dev.errata.contract.Catalogue;
import dev.errata.core.Dimension;
import dev.errata.core.Scope;
import java.util.Map;
import java.util.Optional;

/**
 * What an incident has in common with the thresholds of Prometheus: their label {@code problem}, for errors that one runbook is
 * about. It follows from the scope, which never changes.
 */
final class Problem {
    private static final String SERVER_ERRORS = "server_errors";
    private static final String INVALID_REQUEST = "invalid_request";
    private static final String TIMEOUT = "timeout";

    /** By the entry of the catalogue, as {@code dashboards/prometheus/rules/records.yml} has them. */
    private static final Map<String, String> BY_CAUSE = Map.ofEntries(
            Map.entry("rate_limit_error", "rate_limited"),
            Map.entry("server_error", SERVER_ERRORS),
            Map.entry("bad_gateway", SERVER_ERRORS),
            Map.entry("service_unavailable", SERVER_ERRORS),
            Map.entry("gateway_timeout", SERVER_ERRORS),
            Map.entry("overloaded", SERVER_ERRORS),
            Map.entry("insufficient_quota", "insufficient_quota"),
            Map.entry("authentication_error", "authentication"),
            Map.entry("permission_error", "permission"),
            Map.entry("not_found", "not_found"),
            Map.entry("invalid_request", INVALID_REQUEST),
            Map.entry("unprocessable_entity", INVALID_REQUEST),
            Map.entry("request_too_large", INVALID_REQUEST),
            Map.entry("restricted_content", INVALID_REQUEST),
            Map.entry("prompt_too_complex", INVALID_REQUEST),
            Map.entry("unreachable_image_url", INVALID_REQUEST),
            Map.entry("connect_timeout", TIMEOUT),
            Map.entry("read_timeout", TIMEOUT),
            Map.entry("connection_reset", TIMEOUT),
            Map.entry("dns_failure", TIMEOUT),
            Map.entry("tls_failure", TIMEOUT),
            Map.entry("stream_aborted", TIMEOUT));

    private Problem() {}

    /** Empty where the scope names several, or one that no threshold watches. */
    static Optional<String> of(Scope scope) {
        var where = scope.where();
        if ("5xx".equals(where.get(Scope.STATUS_CLASS))) {
            return Optional.of(SERVER_ERRORS);
        }
        var status = where.getOrDefault(Dimension.STATUS.column(), "");
        return Catalogue.standard()
                .find(
                        status.matches("\\d{3}") ? Integer.valueOf(status) : null,
                        where.get(Dimension.CODE.column()),
                        where.get(Dimension.TYPE.column()))
                .flatMap(entry -> Optional.ofNullable(BY_CAUSE.get(entry.key())));
    }
}
