package dev.errata.emitter.okhttp;

import dev.errata.emitter.capture.CallScope;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.capture.Exchange;
import dev.errata.emitter.capture.RequestHead;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Shows every attempt of an OkHttp client to Errata: {@code builder.addInterceptor(new ErrataInterceptor(capture))}, as an
 * application interceptor. With an SDK on top, such as OpenAI's, it stands below the SDK's retries, so that it sees each.
 *
 * <p>Requests and answers pass as they are; what goes wrong here does not reach the call. Safe from any thread.
 */
public final class ErrataInterceptor implements Interceptor {
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Capture capture;

    /** @param capture what all hooks of the application share */
    public ErrataInterceptor(Capture capture) {
        this.capture = capture;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var cancellation = new Cancellation(chain.call());
        var exchange = begin(chain, cancellation).orElse(null);
        if (exchange == null) {
            return chain.proceed(chain.request());
        }
        var answer = answer(chain, exchange, cancellation);
        var shown = new AtomicReference<>(answer);
        capture.safely(() -> shown.set(shown(exchange, answer, cancellation)));
        return shown.get();
    }

    private Response answer(Chain chain, Exchange exchange, Cancellation cancellation) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (IOException | RuntimeException | Error e) {
            capture.safely(() -> cancellation.failed(exchange, e));
            throw e;
        }
    }

    private Optional<Exchange> begin(Chain chain, Cancellation cancellation) {
        var begun = new AtomicReference<Optional<Exchange>>(Optional.empty());
        capture.safely(() -> {
            var request = chain.request();
            var head = head(chain, request, cancellation.limitMs());
            var body = BodyPeek.of(request, head);
            var scope = request.tag(CallScope.class);
            begun.set(capture.begin(head, scope, SdkIdentity.of(request, body.orElse(null))));
            begun.get().ifPresent(exchange -> body.ifPresent(exchange::requestBody));
        });
        return begun.get();
    }

    private Response shown(Exchange exchange, Response response, Cancellation cancellation) {
        if (response.networkResponse() == null) {
            exchange.notSent();
            return response;
        }
        var body = exchange.answered(response.code(), headers(response.headers()));
        if (response.code() == SWITCHING_PROTOCOLS || response.body() == null) {
            body.closed();
            return response;
        }
        return response.newBuilder()
                .body(new ShownBody(response.body(), body, cancellation, capture))
                .build();
    }

    private static RequestHead head(Chain chain, Request request, @Nullable Long callLimitMs) {
        var headers = headers(request.headers());
        Optional.ofNullable(request.body())
                .map(body -> body.contentType())
                .ifPresent(type -> headers.put("content-type", type.toString()));
        return new RequestHead(
                request.method(),
                request.url().host(),
                request.url().encodedPath(),
                headers,
                millis(chain.connectTimeoutMillis()),
                callLimitMs == null ? millis(chain.readTimeoutMillis()) : callLimitMs);
    }

    private static Map<String, String> headers(Headers headers) {
        var first = new LinkedHashMap<String, String>();
        headers.names().forEach(name -> first.put(name, String.valueOf(headers.get(name))));
        return first;
    }

    /** OkHttp writes 0 for no limit. */
    private static @Nullable Long millis(int limit) {
        return limit == 0 ? null : Long.valueOf(limit);
    }
}
