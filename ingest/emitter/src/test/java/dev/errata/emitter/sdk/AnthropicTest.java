package dev.errata.emitter.sdk;

import static dev.errata.emitter.fake.Reply.error;
import static dev.errata.emitter.fake.Reply.events;
import static dev.errata.emitter.fake.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClientAsync;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.MessageCreateParams;
import dev.errata.emitter.Tally;
import dev.errata.emitter.anthropic.AnthropicInterceptor;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.fake.ClosedPort;
import dev.errata.emitter.fake.FakeProvider;
import dev.errata.emitter.fake.MemoryRecorder;
import dev.errata.emitter.fake.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Anthropic SDK as it is, with one line more. */
class AnthropicTest {
    private static final String ANSWER = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","stop_reason":"end_turn",
            "stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1},
            "content":[{"type":"text","text":"hello","citations":null}]}""";

    private final MemoryRecorder recorder = new MemoryRecorder();
    private final Capture capture = new Capture(recorder);

    @AfterEach
    void nothingFailedInTheHook() {
        assertThat(recorder.failures()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.errata.emitter.sdk.Chains#statuses")
    void everyStatus_everyAttemptIsOneEvent(int status) {
        try (var api = new FakeProvider(asked -> {
            var id = "req-" + asked.header().apply("X-Stainless-Retry-Count");
            return error(status, id).with("request-id", id);
        })) {
            assertThatThrownBy(() -> ask(client(api.url(), 2)))
                    .isInstanceOfSatisfying(AnthropicServiceException.class, e -> {
                        assertThat(e.statusCode()).isEqualTo(status);
                        assertThat(e.body().toString()).contains("It failed with");
                    });
            await().untilAsserted(() -> assertThat(recorder.events()).hasSameSizeAs(api.asked()));
        }
        capture.close();
        Chains.assertOneFailedCall(recorder, status);
    }

    @Test
    void rescuedCall_isAnOutcome() {
        try (var api = FakeProvider.answering(error(429, "req-0"), error(529, "req-1"), json(200, ANSWER))) {
            assertThat(ask(client(api.url(), 2))).isEqualTo("hello");
        }
        Chains.assertRescued(recorder);
        var target = recorder.events().get(0).target();
        assertThat(target.model()).isEqualTo("claude-sonnet-4-5");
        assertThat(target.operation()).isEqualTo("POST /v1/messages");
        assertThat(target.keyId()).startsWith("sha256:");
    }

    @Test
    void errorInAStream_isAnEvent() {
        var stream =
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n";
        try (var api = FakeProvider.answering(events(stream).with("request-id", "req-7"))) {
            assertThatThrownBy(() -> {
                        try (var parts = client(api.url(), 2).messages().createStreaming(params(0))) {
                            parts.stream().forEach(part -> {});
                        }
                    })
                    .isInstanceOf(AnthropicException.class);
        }
        assertThat(recorder.event().failure().type()).isEqualTo("overloaded_error");
        assertThat(recorder.event().ids().requestId()).isEqualTo("req-7");
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 1, 0));
    }

    @Test
    void noAnswer_isAnEvent() {
        assertThatThrownBy(() -> ask(client(ClosedPort.url(), 0))).isInstanceOf(AnthropicException.class);
        try (var api = FakeProvider.answering(Reply.silent())) {
            var client = client(api.url(), 0).withOptions(options -> options.timeout(Duration.ofMillis(200)));
            assertThatThrownBy(() -> ask(client)).isInstanceOf(AnthropicException.class);
        }
        assertThat(recorder.events())
                .extracting(event -> event.failure().code())
                .containsExactly("connection_reset", "read_timeout");
        assertThat(recorder.events().get(1).attempt().timeoutMs()).isEqualTo(200);
    }

    @Test
    void tenIdenticalCallsAtOnce_onThreads_areNotMixed() {
        try (var api = new FakeProvider(asked -> Chains.answer(asked, ANSWER))) {
            var client = client(api.url(), 2);
            var threads = Executors.newFixedThreadPool(4);
            var calls = IntStream.range(0, 10)
                    .mapToObj(call ->
                            CompletableFuture.runAsync(() -> client.messages().create(params(call)), threads))
                    .toList();
            calls.forEach(CompletableFuture::join);
            threads.shutdown();
        }
        Chains.assertTenRescued(recorder);
    }

    @Test
    void tenIdenticalCallsAtOnce_inTheBackground_areNotMixed() {
        try (var api = new FakeProvider(asked -> Chains.answer(asked, ANSWER))) {
            var client = AnthropicOkHttpClientAsync.builder()
                    .addInterceptor(new AnthropicInterceptor(capture))
                    .baseUrl(api.url())
                    .apiKey("sk-ant-test")
                    .build();
            var calls = IntStream.range(0, 10)
                    .mapToObj(call -> client.messages().create(params(call)))
                    .toList();
            calls.forEach(CompletableFuture::join);
            client.close();
        }
        Chains.assertTenRescued(recorder);
    }

    @Test
    void callsWithoutBody_areJoinedToo() {
        var list = "{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}";
        try (var api = FakeProvider.answering(error(500, "a"), json(200, list))) {
            client(api.url(), 2).models().list();
        }
        await().until(() -> recorder.events().size() == 1);
        Chains.assertIds(recorder.outcomes().get(0), recorder.event());
    }

    private AnthropicClient client(String url, int retries) {
        return AnthropicOkHttpClient.builder()
                .addInterceptor(new AnthropicInterceptor(capture))
                .baseUrl(url)
                .apiKey("sk-ant-test")
                .maxRetries(retries)
                .build();
    }

    private static String ask(AnthropicClient client) {
        return client.messages().create(params(0)).content().get(0).asText().text();
    }

    private static MessageCreateParams params(int call) {
        return MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(10)
                .addUserMessage("hi")
                .putAdditionalHeader(Chains.CALL, String.valueOf(call))
                .build();
    }
}
