package dev.errata.emitter.anthropic;

import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.Interceptor;
import dev.errata.emitter.capture.Capture;

/**
 * Shows every attempt of an Anthropic client to Errata: {@code builder.addInterceptor(new AnthropicInterceptor(capture))}. It
 * stands below the SDK's retries. Requests, answers and exceptions pass as they are. Safe from any thread.
 */
public final class AnthropicInterceptor implements Interceptor {
    private final Capture capture;

    /** @param capture what all hooks of the application share */
    public AnthropicInterceptor(Capture capture) {
        this.capture = capture;
    }

    @Override
    public HttpClient intercept(HttpClient client) {
        return new ShownClient(client, new Attempts(capture));
    }
}
