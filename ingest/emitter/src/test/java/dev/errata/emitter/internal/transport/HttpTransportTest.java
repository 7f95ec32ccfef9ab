package dev.errata.emitter.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errata.emitter.internal.Answer;
import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.Parcel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTransportTest {
    private static final String ACCEPTED = "{\"accepted\":3,\"rejected\":[]}";

    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private HttpTransport transport;
    private volatile Function<Request, Reply> gateway = request -> new Reply(202, ACCEPTED, Map.of());

    private record Request(String path, Map<String, List<String>> headers, String body) {}

    private record Reply(int status, String body, Map<String, String> headers) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        transport = new HttpTransport(address(), () -> "t0ken");
    }

    @AfterEach
    void stop() {
        transport.close();
        server.stop(0);
    }

    @Test
    void send_isGzippedNdjson_withTheToken_andTheMarkOnlyOnResends() {
        assertThat(send(3, false)).isEqualTo(Answer.stored(3));
        assertThat(send(3, true)).isEqualTo(Answer.stored(3));
        assertThat(requests.get(0).path()).isEqualTo("/v1/events");
        assertThat(requests.get(0).body()).isEqualTo("{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n");
        assertThat(requests.get(0).headers())
                .containsEntry("Authorization", List.of("Bearer t0ken"))
                .containsEntry("Content-type", List.of("application/x-ndjson"))
                .doesNotContainKey("Errata-resend");
        assertThat(requests.get(1).headers()).containsEntry("Errata-resend", List.of("1"));
    }

    @Test
    void answer_withRejections_isReadRecordByRecord() {
        gateway = request -> new Reply(
                202,
                "{\"accepted\":2,\"rejected\":[{\"index\":1,\"field\":\"time\",\"reason\":\"missing_field\"}]}",
                Map.of());
        var answer = send(3, false);
        assertThat(answer.fates()).containsExactly(Fate.STORED, Fate.REJECTED, Fate.STORED);
        assertThat(answer.trouble()).contains("missing_field time");
        assertThat(answer.isToBeRepeated()).isFalse();
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            200 | <html>a hotel's page</html>                | UNKNOWN
            301 |                                            | NOT_STORED
            400 | {"error":{"code":"invalid_request_error"}} | REJECTED
            401 | {"error":{"code":"invalid_api_key"}}       | NOT_STORED
            403 |                                            | NOT_STORED
            404 |                                            | NOT_STORED
            408 |                                            | UNKNOWN
            422 |                                            | REJECTED
            429 |                                            | NOT_STORED
            500 |                                            | UNKNOWN
            502 | <html>Bad Gateway</html>                   | UNKNOWN
            503 | {"outcome":"unknown"}                      | UNKNOWN
            503 | {"outcome":"not_stored"}                   | NOT_STORED
            504 |                                            | UNKNOWN
            """)
    void answer_ofEachStatus_meansOneFate(int status, String body, Fate fate) {
        gateway = request -> new Reply(status, body == null ? "" : body, Map.of("Retry-After", "7"));
        var answer = send(2, false);
        assertThat(answer.fates()).containsExactly(fate, fate);
        assertThat(answer.retryAfter()).isEqualTo(fate == Fate.REJECTED ? null : Duration.ofSeconds(7));
    }

    @Test
    void parcel_thatIsTooLarge_goesAgainInHalves_untilTheCulpritIsAlone() {
        gateway = request -> request.body().contains("{\"n\":5}")
                ? new Reply(413, "", Map.of())
                : new Reply(202, ACCEPTED, Map.of());
        var fates = send(8, false).fates();
        assertThat(fates).hasSize(8);
        assertThat(fates.get(5)).isEqualTo(Fate.REJECTED);
        assertThat(Collections.frequency(fates, Fate.STORED)).isEqualTo(7);
        assertThat(requests).hasSize(7);
    }

    @Test
    void redirect_isNotFollowed_soTheTokenGoesNowhereElse() throws IOException {
        var elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", this::handle);
        elsewhere.start();
        try {
            var target = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/v1/events";
            gateway = request -> new Reply(307, "", Map.of("Location", target));
            assertThat(send(1, false).fates()).containsExactly(Fate.NOT_STORED);
            assertThat(requests).hasSize(1);
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void noConnection_isKnownNotToBeStored() {
        server.stop(0);
        assertThat(send(2, false).fates()).containsExactly(Fate.NOT_STORED, Fate.NOT_STORED);
    }

    @Test
    void connection_thatBreaksAfterTheRequest_isUnknown() throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var breaker = Thread.ofPlatform().start(() -> readALittleAndHangUp(socket));
            var broken = new HttpTransport(URI.create("http://127.0.0.1:" + socket.getLocalPort()), () -> "");
            assertThat(broken.send(parcel(1, false)).join().fates()).containsExactly(Fate.UNKNOWN);
            breaker.join();
        }
    }

    @Test
    void tokenSupplier_thatThrows_sendsNothing() {
        var failing = new HttpTransport(address(), () -> {
            throw new IllegalStateException("vault is sealed");
        });
        assertThat(failing.send(parcel(1, false)).join().fates()).containsExactly(Fate.NOT_STORED);
        assertThat(requests).isEmpty();
    }

    private static void readALittleAndHangUp(ServerSocket socket) {
        try (var connection = socket.accept()) {
            assertThat(connection.getInputStream().read()).isEqualTo('P');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer send(int messages, boolean resend) {
        return transport.send(parcel(messages, resend)).join();
    }

    private static Parcel parcel(int messages, boolean resend) {
        var events = IntStream.range(0, messages)
                .mapToObj(n -> new Message(Kind.EVENTS, new byte[0], ("{\"n\":" + n + "}").getBytes(UTF_8)))
                .toList();
        return new Parcel(Kind.EVENTS, resend, events);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange;
                var body = new GZIPInputStream(exchange.getRequestBody())) {
            var request = new Request(
                    exchange.getRequestURI().getPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(body.readAllBytes(), UTF_8));
            requests.add(request);
            var reply = gateway.apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            var bytes = reply.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
