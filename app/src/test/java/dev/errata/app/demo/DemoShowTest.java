package dev.errata.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.errata.app.backtest.Backtest;
import dev.errata.app.backtest.Limits;
import dev.errata.app.backtest.Recording;
import dev.errata.app.client.ErrataClient;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.core.incident.Incident;
import dev.errata.core.policy.Policy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo on a server that takes a second for each request, as on a machine that has much else to do. */
class DemoShowTest {
    private static final Instant START = Instant.parse("2026-11-25T12:00:03Z");
    private static final Instant FIRST_WINDOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration PLAYED = Duration.ofMinutes(6);
    private static final byte[] RECEIPT = "{\"accepted\":1,\"rejected\":[]}".getBytes(UTF_8);

    private final List<ErrorEvent> events = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path directory;

    private Instant now = START;
    private Instant pastSent = START;
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            take(
                    exchange.getRequestURI().getPath(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(202, RECEIPT.length);
            exchange.getResponseBody().write(RECEIPT);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void take(String path, String body) {
        if (path.equals("/v1/events")) {
            body.lines().map(DemoShowTest::event).forEach(events::add);
            body.lines()
                    .map(json -> json.replaceFirst("\\{", "{\"received_at\":\"" + now + "\","))
                    .forEach(log::add);
        }
        var isPast = events.stream().allMatch(event -> event.time().isBefore(FIRST_WINDOW));
        now = now.plusSeconds(isPast ? 1 : 0);
        pastSent = isPast ? now : pastSent;
    }

    private static ErrorEvent event(String json) {
        try {
            return new ErrorEventCodec().decode(json.getBytes(UTF_8));
        } catch (InvalidRecordException e) {
            throw new AssertionError(json, e);
        }
    }

    private synchronized Instant now() {
        return now;
    }

    private synchronized void pass(Duration time) throws InterruptedException {
        now = now.plus(time);
        if (now.isAfter(START.plus(PLAYED))) {
            throw new InterruptedException("enough");
        }
    }

    @Test
    void storm_comesFifteenSecondsAfterThePastWasSent_howeverLongThatTook_andIsAnIncident() throws Exception {
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (var client = new ErrataClient(address, this::pass)) {
            var show = new DemoShow(20_260_101, client, this::now, this::pass);

            assertThatThrownBy(show::runWithPast).hasMessage("enough");
        }
        var storm = pastSent.plus(DemoScript.STORM.start());
        assertThat(pastSent).isAfter(START.plusSeconds(60));
        assertThat(rateLimits(storm.minusSeconds(60), storm)).hasSizeLessThan(20);
        assertThat(rateLimits(storm, storm.plusSeconds(10))).hasSizeGreaterThan(50);
        assertThat(incidents().getFirst().times().openedAt()).isBetween(storm, storm.plusSeconds(25));
    }

    private List<Incident> incidents() throws IOException {
        var file = Files.write(directory.resolve("events.ndjson"), log);
        return Backtest.run(new Recording(file, null, null), Limits.DEFAULT, List.of(Policy.DEFAULT), line -> {})
                .incidents()
                .getFirst();
    }

    private Stream<ErrorEvent> rateLimits(Instant from, Instant until) {
        return events.stream()
                .filter(event -> Objects.equals(event.failure().status(), 429))
                .filter(event -> !event.time().isBefore(from) && event.time().isBefore(until));
    }
}
