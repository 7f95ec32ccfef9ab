package dev.errata.emitter.okhttp;

import static dev.errata.emitter.fake.Reply.error;
import static dev.errata.emitter.fake.Reply.events;
import static dev.errata.emitter.fake.Reply.json;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.contract.Catalogue;
import dev.errata.emitter.Tally;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.fake.ClosedPort;
import dev.errata.emitter.fake.FakeProvider;
import dev.errata.emitter.fake.MemoryRecorder;
import dev.errata.emitter.fake.PlainServer;
import dev.errata.emitter.fake.Reply;
import dev.errata.emitter.fake.Reply.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrataInterceptorTest {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final String ASKED = """
            {"messages":[{"role":"user","content":"Which \\"model\\": is it?"}],"model":"gpt-4o","stream":true}""";

    private final MemoryRecorder recorder = new MemoryRecorder();
    private final Capture capture = new Capture(recorder);
    private final OkHttpClient client = new OkHttpClient.Builder()
            .addInterceptor(new ErrataInterceptor(capture))
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ofSeconds(30))
            .build();

    @AfterEach
    void nothingFailedInTheHook() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        assertThat(recorder.failures()).isEmpty();
    }

    static Stream<Integer> statuses() {
        var rest = IntStream.of(408, 418, 502, 504, 520, 529).boxed();
        return Stream.concat(Catalogue.standard().all().stream().flatMap(entry -> entry.statuses().stream()), rest)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void everyStatus_isOneEvent_withWhatTheAnswerSays(int status) throws IOException {
        try (var api = FakeProvider.answering(error(status, "req-1").with("Retry-After", "7"))) {
            assertThat(read(client, post(api.url()))).contains("It failed with " + status);
        }
        var event = recorder.event();
        assertThat(event.failure().status()).isEqualTo(status);
        assertThat(event.failure().code()).isEqualTo("code_" + status);
        assertThat(event.failure().type()).isEqualTo("some_error");
        assertThat(event.failure().message()).isEqualTo("It failed with " + status);
        assertThat(event.ids().requestId()).isEqualTo("req-1");
        assertThat(event.ids().callId()).isNotBlank();
        assertThat(event.attempt().number()).isEqualTo(1);
        assertThat(event.attempt().retryAfterMs()).isEqualTo(5);
        assertThat(event.attempt().latencyMs()).isNotNull();
        assertThat(event.caller().app()).isEqualTo("shop");
        assertThat(event.rawBody()).contains("It failed with");
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 1, 0));
    }

    @Test
    void target_isReadFromTheRequest_withoutTheKey() throws IOException {
        try (var api = FakeProvider.answering(error(500, "r"))) {
            var request = post(api.url())
                    .newBuilder()
                    .header("Authorization", "Bearer sk-secret-key")
                    .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                    .build();
            read(client, request);
        }
        var target = recorder.event().target();
        assertThat(target.operation()).isEqualTo("POST /v1/chat/completions");
        assertThat(target.model()).isEqualTo("gpt-4o");
        assertThat(target.streaming()).isTrue();
        assertThat(target.provider()).isEqualTo("127.0.0.1");
        assertThat(target.keyId()).matches("sha256:[0-9a-f]{8}");
        assertThat(recorder.event().ids().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(recorder.event().toString()).doesNotContain("sk-secret-key");
        assertThat(recorder.targets()).containsExactly(target);
    }

    @Test
    void success_isCounted_andReachesTheApplicationAsItIs() throws IOException {
        var big = "{\"text\":\"" + "x".repeat(1_000_000) + "\"}";
        try (var api = FakeProvider.answering(json(200, big))) {
            assertThat(read(client, post(api.url()))).isEqualTo(big);
            assertThat(api.asked()).hasSize(1).allMatch(asked -> asked.body().equals(ASKED));
        }
        assertThat(recorder.events()).isEmpty();
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 0, 0));
    }

    @Test
    void errorInsideASuccess_isAnEvent() throws IOException {
        try (var api =
                FakeProvider.answering(json(200, "{\"error\":{\"code\":\"server_error\",\"message\":\"broken\"}}"))) {
            read(client, post(api.url()));
        }
        assertThat(recorder.event().failure().code()).isEqualTo("server_error");
        assertThat(recorder.event().failure().status()).isEqualTo(200);
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 1, 0));
    }

    @Test
    void errorEventInAStream_isAnEvent_theMomentItIsRead() throws IOException {
        var stream = "data: {\"choices\":[{\"delta\":{\"content\":\"an \\\"error\\\"\"}}],\"error\":null}\n\n".repeat(3)
                + "event: error\ndata: {\"error\":{\"code\":\"overloaded\",\"message\":\"too busy\"}}\n\n";
        try (var api = FakeProvider.answering(events(stream).ending(Ending.STALLED));
                var response = client.newCall(post(api.url())).execute()) {
            var source = requireNonNull(response.body()).source();
            for (int line = 0; line < 9; line++) {
                source.readUtf8LineStrict();
            }
            assertThat(recorder.event().failure().code()).isEqualTo("overloaded");
            assertThat(recorder.event().target().streaming()).isTrue();
        }
        assertThat(recorder.events()).hasSize(1);
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 1, 0));
    }

    @Test
    void abortedStream_isAnEvent_andTheApplicationGetsItsException() {
        var reply = events("data: {\"n\":1}\n\n").with("x-request-id", "req-9").ending(Ending.ABORTED);
        try (var api = FakeProvider.answering(reply)) {
            assertThatThrownBy(() -> read(client, post(api.url()))).isInstanceOf(IOException.class);
        }
        assertThat(recorder.event().failure().code()).isEqualTo("stream_aborted");
        assertThat(recorder.event().ids().requestId()).isEqualTo("req-9");
        assertThat(recorder.event().attributes()).containsKey("exception.type");
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 1, 0));
    }

    @Test
    void closedPort_slowAnswer_slowCall_unknownHost_areToldApart() {
        assertThatThrownBy(() -> read(client, post(ClosedPort.url()))).isInstanceOf(IOException.class);
        try (var api = FakeProvider.answering(Reply.silent())) {
            var impatient =
                    client.newBuilder().readTimeout(Duration.ofMillis(100)).build();
            assertThatThrownBy(() -> read(impatient, post(api.url()))).isInstanceOf(IOException.class);
            var limited =
                    client.newBuilder().callTimeout(Duration.ofMillis(150)).build();
            assertThatThrownBy(() -> read(limited, post(api.url()))).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> read(client, post("http://no-such-host.invalid")))
                .isInstanceOf(IOException.class);
        try (var server = new PlainServer()) {
            assertThatThrownBy(() -> read(client, post(server.tlsUrl()))).isInstanceOf(IOException.class);
        }
        assertThat(recorder.events())
                .extracting(event -> event.failure().code())
                .containsExactly("connection_reset", "read_timeout", "read_timeout", "dns_failure", "tls_failure");
        assertThat(recorder.events())
                .extracting(event -> event.failure().status())
                .containsOnlyNulls();
        assertThat(recorder.events())
                .extracting(event -> event.attempt().timeoutMs())
                .containsExactly(30_000L, 100L, 150L, 30_000L, 30_000L);
        assertThat(recorder.total()).isEqualTo(new Tally(5, 5, 5, 0));
    }

    @Test
    void whatTheApplicationCancels_isNoError() {
        try (var api = FakeProvider.answering(events("data: {}\n\n").ending(Ending.STALLED))) {
            var call = client.newCall(post(api.url()));
            assertThatThrownBy(() -> {
                        try (var response = call.execute()) {
                            requireNonNull(response.body()).source().readUtf8LineStrict();
                            call.cancel();
                            requireNonNull(response.body()).string();
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(recorder.events()).isEmpty();
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 0, 0));
    }

    @Test
    void failedAnswerThatNobodyReads_isRecordedWhenItIsClosed() throws IOException {
        try (var api = FakeProvider.answering(error(503, "req-3"))) {
            client.newCall(post(api.url())).execute().close();
        }
        assertThat(recorder.event().failure().code()).isEqualTo("code_503");
    }

    @Test
    void bodyThatCanBeWrittenOnce_isWrittenOnce() throws IOException {
        var once = new RequestBody() {
            private int written;

            @Override
            public MediaType contentType() {
                return JSON;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                written++;
                sink.writeUtf8(ASKED);
            }
        };
        try (var api = FakeProvider.answering(json(200, "{}"))) {
            read(client, new Request.Builder().url(api.url()).post(once).build());
            assertThat(api.asked()).hasSize(1).allMatch(asked -> asked.body().equals(ASKED));
        }
        assertThat(once.written).isEqualTo(1);
    }

    @Test
    void whatFailsInTheApplicationsOwnCode_isNoAttempt() {
        var failing = client.newBuilder()
                .addInterceptor(chain -> {
                    throw new IllegalStateException("own");
                })
                .build();
        assertThatThrownBy(() -> read(failing, post("http://localhost"))).hasMessage("own");
        assertThat(recorder.events()).isEmpty();
        assertThat(recorder.targets()).isEmpty();
    }

    @Test
    void whatTheEmitterItselfSends_isNotSeen() throws IOException {
        try (var api = FakeProvider.answering(error(500, "r"))) {
            read(
                    client,
                    post(api.url())
                            .newBuilder()
                            .header("User-Agent", Capture.OWN_AGENT + "/1")
                            .build());
        }
        assertThat(recorder.events()).isEmpty();
        assertThat(recorder.targets()).isEmpty();
    }

    private static Request post(String url) {
        return new Request.Builder()
                .url(url + "/v1/chat/completions")
                .post(RequestBody.create(ASKED, JSON))
                .build();
    }

    private static String read(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return requireNonNull(response.body()).string();
        }
    }
}
