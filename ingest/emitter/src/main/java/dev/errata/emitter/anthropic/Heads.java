package dev.errata.emitter.anthropic;

import com.anthropic.core.Timeout;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpRequest;
import dev.errata.emitter.capture.RequestHead;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Requests' and answers' heads in the words of the capture. */
final class Heads {
    private Heads() {}

    static RequestHead of(HttpRequest request, Optional<Timeout> limits) {
        var uri = URI.create(request.url());
        var headers = first(request.headers());
        request.body().map(body -> body.contentType()).ifPresent(type -> headers.put("content-type", type));
        return new RequestHead(
                request.method().name(),
                Optional.ofNullable(uri.getHost()).orElse(""),
                Optional.ofNullable(uri.getRawPath()).orElse(""),
                headers,
                limits.map(Timeout::connect).map(Duration::toMillis).orElse(null),
                limits.map(Timeout::request).map(Duration::toMillis).orElse(null));
    }

    static Map<String, String> first(Headers headers) {
        var first = new LinkedHashMap<String, String>();
        headers.names()
                .forEach(name -> headers.values(name).stream().findFirst().ifPresent(value -> first.put(name, value)));
        return first;
    }
}
