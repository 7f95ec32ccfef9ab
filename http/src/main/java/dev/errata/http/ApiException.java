package dev.errata.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to a request that cannot be served, in the format of the error reference. Thrown by handlers, written by
 * the server. The message is meant for the client, so it never quotes secrets; there is no stack trace, since nothing is
 * wrong with the server. The {@code with} methods add to this very exception, before it is thrown.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String code;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final ObjectNode details = JsonNodeFactory.instance.objectNode();
    private final ObjectNode members = JsonNodeFactory.instance.objectNode();

    private ApiException(ErrorKind kind, String code, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.code = code;
    }

    /** 400, code {@code invalid_request}. */
    public static ApiException badRequest(String message) {
        return of(ErrorKind.INVALID_REQUEST, message);
    }

    /** 400 with a narrower code, such as {@code empty_body}. */
    public static ApiException badRequest(String code, String message) {
        return new ApiException(ErrorKind.INVALID_REQUEST, code, message);
    }

    /** 401. */
    public static ApiException unauthenticated(String message) {
        return of(ErrorKind.AUTHENTICATION, message);
    }

    /** 403. */
    public static ApiException forbidden(String message) {
        return of(ErrorKind.PERMISSION, message);
    }

    /** 404. */
    public static ApiException notFound(String message) {
        return of(ErrorKind.NOT_FOUND, message);
    }

    /** 404 with a code that says why, such as {@code expired}. */
    public static ApiException notFound(String code, String message) {
        return new ApiException(ErrorKind.NOT_FOUND, code, message);
    }

    /** 405, naming the methods that the path does take. */
    public static ApiException methodNotAllowed(String allow) {
        return of(ErrorKind.METHOD_NOT_ALLOWED, "This path does not take this method")
                .withHeader("Allow", allow);
    }

    /** 408: the client sends too slowly; the connection is closed. */
    public static ApiException requestTimeout(String message) {
        return of(ErrorKind.REQUEST_TIMEOUT, message).withHeader("Connection", "close");
    }

    /** 409. */
    public static ApiException conflict(String message) {
        return of(ErrorKind.CONFLICT, message);
    }

    /** 413; the connection is closed, since the rest of the body is not read. */
    public static ApiException payloadTooLarge(String message) {
        return of(ErrorKind.PAYLOAD_TOO_LARGE, message).withHeader("Connection", "close");
    }

    /** 415. */
    public static ApiException unsupportedMediaType(String message) {
        return of(ErrorKind.UNSUPPORTED_MEDIA_TYPE, message);
    }

    /** 429: nothing was done, the same request may be sent again after the given time. */
    public static ApiException tooManyRequests(String message, Duration retryAfter) {
        return of(ErrorKind.RATE_LIMIT, message).withHeader("Retry-After", seconds(retryAfter));
    }

    /** 503: something behind the server is away, the request may be sent again after the given time. */
    public static ApiException unavailable(String message, Duration retryAfter) {
        return of(ErrorKind.UNAVAILABLE, message).withHeader("Retry-After", seconds(retryAfter));
    }

    static ApiException of(ErrorKind kind, String message) {
        return new ApiException(kind, kind.code, message);
    }

    /** Names the parameter or field at fault, as {@code error.param}. */
    public ApiException withParam(String param) {
        details.put("param", param);
        return this;
    }

    /** Adds a member beside {@code error}. */
    public ApiException withMember(String name, JsonNode value) {
        members.set(name, value);
        return this;
    }

    /** Adds a response header. */
    public ApiException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The HTTP status. */
    public int status() {
        return kind.status;
    }

    /** The machine-readable {@code error.code}. */
    public String code() {
        return code;
    }

    /** The response headers that belong to the answer, for a handler that writes it in a format of its own. */
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    ObjectNode toJson(String requestId) {
        var json = JsonNodeFactory.instance.objectNode();
        json.putObject("error")
                .put("code", code)
                .put("message", getMessage())
                .put("type", kind.type)
                .put("request_id", requestId)
                .setAll(details);
        json.setAll(members);
        return json;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
