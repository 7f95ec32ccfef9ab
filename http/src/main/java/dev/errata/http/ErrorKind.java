package dev.errata.http;

/** Status, code and type that go together, as in the API's error reference; its gaps (405, 413, 415) are filled alike. */
enum ErrorKind {
    INVALID_REQUEST(400, "invalid_request", "invalid_request_error"),
    AUTHENTICATION(401, "authentication_error", "authentication_error"),
    PERMISSION(403, "permission_error", "permission_error"),
    NOT_FOUND(404, "not_found", "not_found"),
    METHOD_NOT_ALLOWED(405, "method_not_allowed", "invalid_request_error"),
    REQUEST_TIMEOUT(408, "request_timeout", "invalid_request_error"),
    CONFLICT(409, "conflict", "conflict"),
    PAYLOAD_TOO_LARGE(413, "payload_too_large", "invalid_request_error"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type", "invalid_request_error"),
    UNPROCESSABLE(422, "unprocessable_entity", "unprocessable_entity"),
    RATE_LIMIT(429, "rate_limit_error", "rate_limit_error"),
    SERVER_ERROR(500, "server_error", "server_error"),
    UNAVAILABLE(503, "service_unavailable", "service_unavailable");

    final int status;
    final String code;
    final String type;

    ErrorKind(int status, String code, String type) {
        this.status = status;
        this.code = code;
        this.type = type;
    }

    /** The kind of a status that the server itself chose: any 4xx without a kind of its own is an invalid request. */
    static ErrorKind of(int status) {
        for (var kind : values()) {
            if (kind.status == status) {
                return kind;
            }
        }
        return status < 500 ? INVALID_REQUEST : SERVER_ERROR;
    }
}
