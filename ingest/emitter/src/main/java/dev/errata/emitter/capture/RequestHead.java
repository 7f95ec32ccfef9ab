package dev.errata.emitter.capture;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as its hook sees it, without the body. Immutable.
 *
 * @param method as sent, such as {@code POST}
 * @param host without port
 * @param path as sent, percent-encoded, without query
 * @param headers by lower-case name; of several values the first. They never leave this package
 * @param connectMs the caller's limit for connecting, in milliseconds; null where it has none
 * @param timeoutMs the caller's limit for the answer, in milliseconds; null where it has none
 */
public record RequestHead(
        String method,
        String host,
        String path,
        Map<String, String> headers,
        @Nullable Long connectMs,
        @Nullable Long timeoutMs) {
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
    private static final String RETRY_COUNT = "x-stainless-retry-count";
    private static final Pattern COUNT = Pattern.compile("\\d{1,4}");

    public RequestHead {
        var lowerCase = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> lowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lowerCase);
        host = host.toLowerCase(Locale.ROOT);
    }

    /** Whether the body is JSON by its content type. */
    public boolean isJson() {
        return header("content-type").filter(MediaTypes::isJson).isPresent();
    }

    /** How many attempts its SDK has made before, where it is one that says so (OpenAI's, Anthropic's). */
    public Optional<Integer> retryCount() {
        return header(RETRY_COUNT).filter(text -> COUNT.matcher(text).matches()).map(Integer::valueOf);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip);
    }

    Optional<String> traceId() {
        return header("traceparent")
                .map(TRACE_PARENT::matcher)
                .filter(m -> m.matches())
                .map(m -> m.group(1));
    }

    boolean acceptsStream() {
        return header("accept").filter(MediaTypes::isEventStream).isPresent();
    }

    /** Whether the emitter itself sends it: what it tells Errata is no call of the application. */
    boolean isOwn() {
        return header("user-agent")
                .filter(agent -> agent.startsWith(Capture.OWN_AGENT))
                .isPresent();
    }
}
