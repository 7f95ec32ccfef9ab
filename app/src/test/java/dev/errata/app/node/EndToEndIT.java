package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.RefusedException;
import dev.errata.contract.ErrorEvent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a user sees of events that go all the way through. */
class EndToEndIT extends WithLiveNode {
    private static final Logger LOG = LoggerFactory.getLogger(EndToEndIT.class);
    private static final int WARM_UP_EVENTS = 500;
    private static final int EVENTS = 1_000;
    private static final int MILLIS_BETWEEN = 5;

    /** How well errors are known is told when their minute is over. */
    private static final Duration A_MINUTE_AND_WHAT_FOLLOWS = Duration.ofMinutes(3);

    @Test
    void events_postedAtASteadyPace_areFoundAndCountedInTheirWindows() throws Exception {
        postAndFindAll("warm-up", WARM_UP_EVENTS);
        var begin = Instant.now();
        var found = postAndFindAll("pace", EVENTS);
        report(found.stream().map(Found::delay).sorted().toList());
        var events = found.stream().map(Found::event).toList();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(closedCounts(begin)).isEqualTo(byWindow(events)));
    }

    /** An event, and how long after its 202 a search found it. */
    private record Found(ErrorEvent event, Duration delay) {}

    private List<Found> postAndFindAll(String code, int number) throws Exception {
        var pending = new ArrayList<CompletableFuture<Found>>();
        try (var poster = new Poster(node.node().address());
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < number; i++) {
                var due = CompletableFuture.delayedExecutor((long) i * MILLIS_BETWEEN, TimeUnit.MILLISECONDS, senders);
                var name = i;
                pending.add(CompletableFuture.supplyAsync(() -> postAndFind(poster, code, name), due));
            }
            return pending.stream().map(CompletableFuture::join).toList();
        }
    }

    private Found postAndFind(Poster poster, String code, int number) {
        var event = TestEvents.at(Instant.now(), code, number);
        await().atMost(PATIENCE).until(() -> poster.post(List.of(event), false));
        var accepted = Instant.now();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(() -> isFound(node.client(), String.valueOf(event.ids().requestId())));
        return new Found(event, Duration.between(accepted, Instant.now()));
    }

    private static boolean isFound(ErrataClient client, String id) throws Exception {
        try {
            return client.search(id).path("events").size() == 1;
        } catch (RefusedException e) {
            return false;
        }
    }

    /** The figure is for the reader; machines are too unlike for a bound. */
    private static void report(List<Duration> delays) {
        LOG.warn(
                "from the 202 until found, {} events at {}/s: p50 {} ms, p99 {} ms, max {} ms",
                delays.size(),
                1000 / MILLIS_BETWEEN,
                delays.get(delays.size() / 2).toMillis(),
                delays.get(delays.size() * 99 / 100).toMillis(),
                delays.getLast().toMillis());
    }

    @Test
    void clockTenYearsAhead_amongAThousandOthers_leavesEachInItsOwnWindow() throws Exception {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var events = new ArrayList<ErrorEvent>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(TestEvents.at(now.minusMillis(60L * i), "skew", i));
        }
        var ahead = TestEvents.withTime(TestEvents.at(now, "ahead", 0), now.plus(3650, ChronoUnit.DAYS));
        try (var poster = new Poster(node.node().address())) {
            assertThat(poster.post(events.subList(0, EVENTS / 2), false)).isTrue();
            assertThat(poster.post(List.of(ahead), false)).isTrue();
            assertThat(poster.post(events.subList(EVENTS / 2, EVENTS), false)).isTrue();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counts("skew", now.minusSeconds(90), now.plusSeconds(30), false))
                        .isEqualTo(byWindow(events)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counts("ahead", now.minusSeconds(30), now.plusSeconds(60), false))
                        .as("it counts when it came")
                        .hasSize(1)
                        .containsValue(1L));
    }

    @Test
    void scrape_hasWhatRulesAndDocsName() throws Exception {
        sendOneOfEach();
        var documented = MetricNames.documented();
        var expected = new TreeMap<>(documented);
        expected.keySet().removeIf(MetricNames::isOccasional);
        await().atMost(A_MINUTE_AND_WHAT_FOLLOWS).untilAsserted(() -> {
            var scraped = ScrapedMetrics.of(node.node().management());
            var own = new TreeMap<>(scraped.ownAnd(documented.keySet()));
            own.keySet().removeIf(MetricNames::isReckoned);
            assertThat(own).isEqualTo(expected);
            assertThat(scraped.names()).anyMatch(name -> name.startsWith("jvm_"));
        });
        assertThat(documented.keySet()).containsAll(MetricNames.inRules());
    }

    /** What makes each metric appear that is not there from the start. */
    private void sendOneOfEach() throws Exception {
        var now = Instant.now();
        var window = Instant.ofEpochSecond(now.getEpochSecond() / 10 * 10 - 10);
        try (var poster = new Poster(node.node().address())) {
            var muchLater = now.plus(3650, ChronoUnit.DAYS);
            assertThat(poster.post(List.of(TestEvents.at(now, "metrics", 0)), false))
                    .isTrue();
            assertThat(poster.post(List.of(TestEvents.at(muchLater, "metrics", 1)), false))
                    .isTrue();
        }
        post("/v1/outcomes", "{\"task_id\":\"t\",\"time\":\"%s\",\"outcome\":\"failed\"}".formatted(now));
        post("/v1/traffic", "{\"source\":\"it\",\"seq\":1,\"window\":\"%s\",\"requests\":5}".formatted(window));
        post("/v1/traffic", "neither an object nor an array");
    }

    private void post(String path, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(node.node().address().resolve(path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            client.send(request, BodyHandlers.discarding());
        }
    }

    private Map<Instant, Long> closedCounts(Instant begin) throws Exception {
        return counts("pace", begin.minusSeconds(10), begin.plusSeconds(120), true);
    }

    private Map<Instant, Long> counts(String code, Instant from, Instant to, boolean closedOnly) throws Exception {
        var answer = node.client()
                .rates(Map.of("by", "code", "code", code, "step", "10s", "from", from.toString(), "to", to.toString()));
        var counts = new TreeMap<Instant, Long>();
        for (var point : answer.path("series").path(0).path("points")) {
            if (point.path("errors").asLong() > 0
                    && (!closedOnly || point.path("closed").asBoolean())) {
                counts.put(
                        Instant.parse(point.path("t").asString()),
                        point.path("errors").asLong());
            }
        }
        return counts;
    }

    private static Map<Instant, Long> byWindow(List<ErrorEvent> events) {
        var counts = new TreeMap<Instant, Long>();
        events.forEach(
                event -> counts.merge(Instant.ofEpochSecond(event.time().getEpochSecond() / 10 * 10), 1L, Long::sum));
        return counts;
    }
}
