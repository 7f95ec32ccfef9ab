package dev.errata.emitter.sdk;

import static dev.errata.emitter.fake.Reply.error;
import static dev.errata.emitter.fake.Reply.events;
import static dev.errata.emitter.fake.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.errata.emitter.Tally;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.fake.ClosedPort;
import dev.errata.emitter.fake.FakeProvider;
import dev.errata.emitter.fake.MemoryRecorder;
import dev.errata.emitter.fake.Reply;
import dev.errata.emitter.okhttp.ErrataInterceptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAI SDK as it is, with one line more. */
class OpenAiTest {
    private static final String ANSWER = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,
            "finish_reason":"stop","logprobs":null,"message":{"role":"assistant","content":"hello","refusal":null}}]}""";

    private final MemoryRecorder recorder = new MemoryRecorder();
    private final Capture capture = new Capture(recorder);

    @AfterEach
    void nothingFailedInTheHook() {
        assertThat(recorder.failures()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.errata.emitter.sdk.Chains#statuses")
    void everyStatus_everyAttemptIsOneEvent(int status) {
        try (var api =
                new FakeProvider(asked -> error(status, "req-" + asked.header().apply("X-Stainless-Retry-Count")))) {
            assertThatThrownBy(() -> ask(client(api.url(), 2), "hi"))
                    .isInstanceOfSatisfying(
                            OpenAIServiceException.class,
                            e -> assertThat(e.statusCode()).isEqualTo(status));
            assertThat(recorder.events()).hasSameSizeAs(api.asked());
        }
        capture.close();
        Chains.assertOneFailedCall(recorder, status);
    }

    @Test
    void rescuedCall_isAnOutcome() {
        try (var api = FakeProvider.answering(error(429, "req-0"), error(503, "req-1"), json(200, ANSWER))) {
            assertThat(ask(client(api.url(), 2), "hi")).isEqualTo("hello");
        }
        Chains.assertRescued(recorder);
        var target = recorder.events().get(0).target();
        assertThat(target.model()).isEqualTo("gpt-4o");
        assertThat(target.operation()).isEqualTo("POST /chat/completions");
        assertThat(target.streaming()).isFalse();
    }

    @Test
    void modelBehindALongConversation_isFound() {
        try (var api = FakeProvider.answering(error(400, "req-0"))) {
            assertThatThrownBy(() -> ask(client(api.url(), 2), "a long \"story\" ".repeat(20_000)))
                    .isInstanceOf(OpenAIServiceException.class);
        }
        assertThat(recorder.event().target().model()).isEqualTo("gpt-4o");
    }

    @Test
    void successes_reachTheTotalsOnly() {
        try (var api = FakeProvider.answering(json(200, ANSWER))) {
            var client = client(api.url(), 2);
            IntStream.range(0, 5).forEach(call -> ask(client, "hi"));
        }
        assertThat(recorder.events()).isEmpty();
        assertThat(recorder.outcomes()).isEmpty();
        assertThat(recorder.total()).isEqualTo(new Tally(5, 5, 0, 0));
    }

    @Test
    void errorInAStream_isAnEvent() {
        var stream = "data: {\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"code\":\"overloaded\"}}\n\n";
        try (var api = FakeProvider.answering(events(stream).with("x-request-id", "req-7"))) {
            assertThatThrownBy(() -> {
                        try (var chunks =
                                client(api.url(), 2).chat().completions().createStreaming(params("hi"))) {
                            chunks.stream().forEach(chunk -> {});
                        }
                    })
                    .isInstanceOf(OpenAIException.class);
        }
        assertThat(recorder.event().failure().code()).isEqualTo("overloaded");
        assertThat(recorder.event().ids().requestId()).isEqualTo("req-7");
        assertThat(recorder.event().target().streaming()).isTrue();
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 1, 0));
    }

    @Test
    void noAnswer_isAnEventForEachAttempt() {
        assertThatThrownBy(() -> ask(client(ClosedPort.url(), 1), "hi")).isInstanceOf(OpenAIException.class);
        try (var api = FakeProvider.answering(Reply.silent())) {
            var client = client(api.url(), 0).withOptions(options -> options.timeout(Duration.ofMillis(200)));
            assertThatThrownBy(() -> ask(client, "hi")).isInstanceOf(OpenAIException.class);
        }
        assertThat(recorder.events())
                .extracting(event -> event.failure().code())
                .containsExactly("connection_reset", "connection_reset", "read_timeout");
        assertThat(recorder.events())
                .extracting(event -> event.attempt().number())
                .containsExactly(1, 2, 1);
        assertThat(recorder.events().get(0).ids().callId())
                .isEqualTo(recorder.events().get(1).ids().callId());
    }

    @Test
    void tenIdenticalCallsAtOnce_onThreads_areNotMixed() {
        try (var api = new FakeProvider(asked -> Chains.answer(asked, ANSWER))) {
            var client = client(api.url(), 2);
            var threads = Executors.newFixedThreadPool(4);
            var calls = IntStream.range(0, 10)
                    .mapToObj(call -> CompletableFuture.runAsync(
                            () -> client.chat().completions().create(params("hi", call)), threads))
                    .toList();
            calls.forEach(CompletableFuture::join);
            threads.shutdown();
        }
        Chains.assertTenRescued(recorder);
    }

    @Test
    void tenIdenticalCallsAtOnce_inTheBackground_areNotMixed() {
        try (var api = new FakeProvider(asked -> Chains.answer(asked, ANSWER))) {
            var client = OpenAIOkHttpClientAsync.builder()
                    .addInterceptor(new ErrataInterceptor(capture))
                    .baseUrl(api.url())
                    .apiKey("sk-test")
                    .build();
            var calls = IntStream.range(0, 10)
                    .mapToObj(call -> client.chat().completions().create(params("hi", call)))
                    .toList();
            calls.forEach(CompletableFuture::join);
            client.close();
        }
        Chains.assertTenRescued(recorder);
    }

    @Test
    void callsWithoutBody_areJoinedOnTheirThread_andUnknownInTheBackground() {
        try (var api = FakeProvider.answering(
                error(500, "a"),
                json(200, "{\"data\":[],\"object\":\"list\"}"),
                error(500, "b"),
                json(200, "{\"data\":[],\"object\":\"list\"}"))) {
            client(api.url(), 2).models().list();
            Chains.assertIds(recorder.outcomes().get(0), recorder.events().get(0));

            var background = OpenAIOkHttpClientAsync.builder()
                    .addInterceptor(new ErrataInterceptor(capture))
                    .baseUrl(api.url())
                    .apiKey("sk-test")
                    .build();
            background.models().list().join();
            background.close();
        }
        assertThat(recorder.events()).hasSize(2);
        assertThat(recorder.outcomes()).hasSize(1);
        await().untilAsserted(() -> assertThat(recorder.total()).isEqualTo(new Tally(4, 2, 0, 2)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheServerSaysOfRetrying_decidesWhenACallIsOver(boolean retry) {
        try (var api = FakeProvider.answering(
                error(retry ? 400 : 503, "r").with("x-should-retry", String.valueOf(retry)), error(400, "s"))) {
            assertThatThrownBy(() -> ask(client(api.url(), 2), "hi")).isInstanceOf(OpenAIServiceException.class);
        }
        var attempts = retry ? 2 : 1;
        assertThat(recorder.events()).hasSize(attempts);
        assertThat(recorder.total()).isEqualTo(new Tally(attempts, 1, 1, 0));
    }

    private OpenAIClient client(String url, int retries) {
        return OpenAIOkHttpClient.builder()
                .addInterceptor(new ErrataInterceptor(capture))
                .baseUrl(url)
                .apiKey("sk-test")
                .maxRetries(retries)
                .build();
    }

    private static String ask(OpenAIClient client, String text) {
        return client.chat()
                .completions()
                .create(params(text))
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();
    }

    private static ChatCompletionCreateParams params(String text) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage(text)
                .build();
    }

    private static ChatCompletionCreateParams params(String text, int call) {
        return params(text).toBuilder()
                .putAdditionalHeader(Chains.CALL, String.valueOf(call))
                .build();
    }
}
