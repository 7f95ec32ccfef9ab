package dev.errata.emitter.http;

import static dev.errata.emitter.fake.Reply.error;
import static dev.errata.emitter.fake.Reply.events;
import static dev.errata.emitter.fake.Reply.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.Catalogue;
import dev.errata.emitter.Tally;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.fake.ClosedPort;
import dev.errata.emitter.fake.FakeProvider;
import dev.errata.emitter.fake.MemoryRecorder;
import dev.errata.emitter.fake.Reply;
import dev.errata.emitter.fake.Reply.Ending;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrataHttpClientTest {
    /** Of a request that is not connected by then the client says that it could not connect. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final String ASKED = "{\"model\":\"m-1\",\"stream\":false,\"messages\":[]}";

    private final MemoryRecorder recorder = new MemoryRecorder();
    private final Capture capture = new Capture(recorder);
    private final HttpClient plain =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final HttpClient client = new ErrataHttpClient(plain, capture);

    @AfterEach
    void nothingFailedInTheHook() {
        assertThat(recorder.failures()).isEmpty();
    }

    static Stream<Integer> statuses() {
        return Stream.concat(
                        Catalogue.standard().all().stream().flatMap(entry -> entry.statuses().stream()),
                        Stream.of(418, 502, 504, 529))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void everyStatus_isOneEvent(int status) throws Exception {
        try (var api = FakeProvider.answering(error(status, "req-1"))) {
            var answer = client.send(post(api.url()), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains("It failed with " + status);
            assertThat(answer.request()).isEqualTo(post(api.url()));
            assertThat(api.asked()).hasSize(1).allMatch(asked -> asked.body().equals(ASKED));
        }
        var event = recorder.event();
        assertThat(event.failure().code()).isEqualTo("code_" + status);
        assertThat(event.ids().requestId()).isEqualTo("req-1");
        assertThat(event.target().model()).isEqualTo("m-1");
        assertThat(event.target().streaming()).isFalse();
        assertThat(event.target().operation()).isEqualTo("POST /v1/threads/{id}/runs");
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 1, 0));
    }

    @Test
    void async_isSeenToo_andItsFutureIsTheClients() {
        try (var api = FakeProvider.answering(error(503, "a"), json(200, "{}"))) {
            assertThat(client.sendAsync(post(api.url()), BodyHandlers.ofString())
                            .join()
                            .statusCode())
                    .isEqualTo(503);
            assertThat(client.sendAsync(post(api.url()), BodyHandlers.ofString(), null)
                            .join()
                            .body())
                    .isEqualTo("{}");
        }
        assertThat(recorder.event().failure().code()).isEqualTo("code_503");
        assertThat(recorder.total()).isEqualTo(new Tally(2, 2, 1, 0));
    }

    @Test
    void cancelledFuture_isNoError() {
        try (var api = FakeProvider.answering(Reply.silent())) {
            var answer = client.sendAsync(post(api.url()), BodyHandlers.ofString());
            await().until(() -> !api.asked().isEmpty());
            answer.cancel(true);
            await().until(answer::isCompletedExceptionally);
        }
        await().untilAsserted(() -> assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 0, 0)));
        assertThat(recorder.events()).isEmpty();
    }

    @Test
    void errorEventInAStream_isAnEvent_theMomentItIsRead() throws Exception {
        var stream =
                "data: {\"n\":1}\r\n\r\nevent: error\r\ndata: {\"code\":\"Throttling\",\"message\":\"slow down\"}\r\n\r\n";
        try (var api = FakeProvider.answering(events(stream).ending(Ending.STALLED))) {
            var answer = client.send(post(api.url()), BodyHandlers.ofInputStream());
            assertThat(new String(answer.body().readNBytes(stream.length()), UTF_8))
                    .isEqualTo(stream);
            assertThat(recorder.event().failure().code()).isEqualTo("Throttling");
            answer.body().close();
        }
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 1, 0));
    }

    @Test
    void streamThatTheApplicationLeaves_isASuccess() throws Exception {
        try (var api = FakeProvider.answering(events("data: {\"n\":1}\n\n").ending(Ending.STALLED))) {
            var answer = client.send(post(api.url()), BodyHandlers.ofInputStream());
            assertThat(answer.body().read()).isEqualTo('d');
            answer.body().close();
        }
        assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 0, 0));
    }

    @Test
    void closedPort_slowAnswer_brokenAnswer_unknownHost_areToldApart() {
        assertFails(post(ClosedPort.url()));
        try (var api = FakeProvider.answering(
                Reply.silent(),
                json(200, "{\"a\":").ending(Ending.ABORTED),
                error(500, "r").ending(Ending.ABORTED))) {
            assertFails(HttpRequest.newBuilder(post(api.url()), (name, value) -> true)
                    .timeout(TIMEOUT)
                    .build());
            assertFails(post(api.url()));
            assertFails(post(api.url()));
        }
        assertFails(post("http://no-such-host.invalid"));
        assertThat(recorder.events())
                .extracting(event -> event.failure().code())
                .containsExactly("connection_reset", "read_timeout", "stream_aborted", "code_500", "dns_failure");
        assertThat(recorder.events().get(1).attempt().timeoutMs()).isEqualTo(TIMEOUT.toMillis());
        assertThat(recorder.total()).isEqualTo(new Tally(5, 5, 5, 0));
    }

    @Test
    void everythingElse_isTheClients() throws Exception {
        assertThat(client.connectTimeout()).isEqualTo(plain.connectTimeout());
        assertThat(client.version()).isEqualTo(plain.version());
        assertThat(client.sslContext()).isSameAs(plain.sslContext());
        HttpClient.class.getMethod("close").invoke(client);
        assertThat(HttpClient.class.getMethod("isTerminated").invoke(plain)).isEqualTo(true);
    }

    private void assertFails(HttpRequest request) {
        assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString())).isInstanceOf(IOException.class);
    }

    private static HttpRequest post(String url) {
        return HttpRequest.newBuilder(URI.create(url + "/v1/threads/thread_Abc123xyz/runs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ASKED))
                .build();
    }
}
