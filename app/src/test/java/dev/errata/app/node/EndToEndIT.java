package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.RefusedException;
import dev.errata.contract.ErrorEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a user sees of events that go all the way through. */
class EndToEndIT {
    private static final Logger LOG = LoggerFactory.getLogger(EndToEndIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENTS = 1_000;
    private static final int MILLIS_BETWEEN = 5;

    @TempDir
    static Path data;

    private static LiveNode node;

    @BeforeAll
    static void start() throws Exception {
        node = LiveNode.start(data);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void events_postedAtASteadyPace_areFoundAndCountedInTheirWindows() throws Exception {
        var begin = Instant.now();
        var events = new ArrayList<ErrorEvent>();
        var delays = new ArrayList<Future<Duration>>();
        try (var poster = new Poster(node.node().address());
                var clock = Executors.newSingleThreadScheduledExecutor();
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < EVENTS; i++) {
                var number = i;
                delays.add(senders.submit(() -> clock.schedule(
                                () -> senders.submit(() -> postAndFind(poster, events, number)),
                                (long) number * MILLIS_BETWEEN,
                                TimeUnit.MILLISECONDS)
                        .get()
                        .get()));
            }
            report(delays);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(closedCounts(begin)).isEqualTo(byWindow(events)));
    }

    private static Duration postAndFind(Poster poster, List<ErrorEvent> events, int number) throws Exception {
        var event = TestEvents.at(Instant.now(), "pace", number);
        assertThat(poster.post(List.of(event), false)).isTrue();
        var accepted = Instant.now();
        synchronized (events) {
            events.add(event);
        }
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> isFound(node.client(), String.valueOf(event.ids().requestId())));
        return Duration.between(accepted, Instant.now());
    }

    private static boolean isFound(ErrataClient client, String id) throws Exception {
        try {
            return client.search(id).path("events").size() == 1;
        } catch (RefusedException e) {
            return false;
        }
    }

    /** The figure is for the reader; machines are too unlike for a bound. */
    private static void report(List<Future<Duration>> delays) throws Exception {
        var millis = new ArrayList<Long>();
        for (var delay : delays) {
            millis.add(delay.get().toMillis());
        }
        millis.sort(null);
        LOG.warn(
                "from the 202 until found, {} events at {}/s: p50 {} ms, p99 {} ms, max {} ms",
                EVENTS,
                1000 / MILLIS_BETWEEN,
                millis.get(EVENTS / 2),
                millis.get(EVENTS * 99 / 100),
                millis.getLast());
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

    private static Map<Instant, Long> closedCounts(Instant begin) throws Exception {
        return counts("pace", begin.minusSeconds(10), begin.plusSeconds(60), true);
    }

    private static Map<Instant, Long> counts(String code, Instant from, Instant to, boolean closedOnly)
            throws Exception {
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
