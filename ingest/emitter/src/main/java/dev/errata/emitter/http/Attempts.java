package dev.errata.emitter.http;

import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.capture.Exchange;
import dev.errata.emitter.capture.RequestHead;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Begins attempts of one client. */
final class Attempts {
    private final Capture capture;
    private final Optional<Duration> connectTimeout;

    Attempts(Capture capture, Optional<Duration> connectTimeout) {
        this.capture = capture;
        this.connectTimeout = connectTimeout;
    }

    /** What to send instead of the request, so that it is seen; the request itself where it cannot be. */
    <T> Attempt<T> begin(HttpRequest request, BodyHandler<T> handler) {
        var begun = new AtomicReference<>(new Attempt<>(null, request, handler));
        capture.safely(() -> capture.begin(head(request), null, null)
                .ifPresent(exchange ->
                        begun.set(new Attempt<>(exchange, shown(request, exchange), shown(handler, exchange)))));
        return begun.get();
    }

    private HttpRequest shown(HttpRequest request, Exchange exchange) {
        var shown = new AtomicReference<>(request);
        capture.safely(() -> request.bodyPublisher()
                .filter(body -> body.contentLength() != 0 && exchange.wantsRequestBody())
                .map(body -> HttpRequest.newBuilder(request, (name, value) -> true)
                        .method(request.method(), new ShownPublisher(body, exchange))
                        .build())
                .ifPresent(shown::set));
        return shown.get();
    }

    private static <T> BodyHandler<T> shown(BodyHandler<T> handler, Exchange exchange) {
        return head -> new ShownSubscriber<>(
                handler.apply(head),
                exchange.answered(head.statusCode(), first(head.headers().map())));
    }

    private RequestHead head(HttpRequest request) {
        var uri = request.uri();
        return new RequestHead(
                request.method(),
                Optional.ofNullable(uri.getHost()).orElse(""),
                Optional.ofNullable(uri.getRawPath()).orElse(""),
                first(request.headers().map()),
                millis(connectTimeout.or(request::timeout)),
                millis(request.timeout()));
    }

    private static Map<String, String> first(Map<String, List<String>> headers) {
        var first = new LinkedHashMap<String, String>();
        headers.forEach((name, values) -> values.stream().findFirst().ifPresent(value -> first.put(name, value)));
        return first;
    }

    private static @Nullable Long millis(Optional<Duration> limit) {
        return limit.map(Duration::toMillis).orElse(null);
    }
}
