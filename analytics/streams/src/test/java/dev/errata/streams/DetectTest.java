package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.contract.Caller;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.State;
import dev.errata.streams.Partial.Count;
import dev.errata.streams.Partial.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same log gives the same incidents, in whatever order its partitions are read. */
class DetectTest {
    private static final int PARTITIONS = 3;
    private static final Duration LENGTH = Duration.ofMinutes(50);
    private static final long STORM_BEGINS = Duration.ofMinutes(30).toSeconds();
    private static final long STORM_ENDS = Duration.ofMinutes(33).toSeconds();
    private static final TopologySettings SETTINGS = new TopologySettings(
            TimeRules.DEFAULT, RawTopics.SHARED, Map.of(Topics.EVENTS, PARTITIONS, Topics.TRAFFIC, 1), 1);

    @TempDir
    private Path state;

    private record Entry(Input input, Partial partial) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void storm_overThreePartitions_isOneIncidentHoweverTheyAreRead(long seed) {
        var random = new Random(seed);
        var log = SETTINGS.inputs().stream()
                .map(input -> partition(input, random))
                .toList();
        var inTurn = read("in-turn", log.stream().flatMap(List::stream).toList());
        for (int round = 0; round < 2; round++) {
            assertThat(read("round-" + round, interleaved(log, random)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(inTurn);
        }

        assertThat(inTurn)
                .extracting(Incident::id)
                .as("seed %d", seed)
                .containsOnly(inTurn.getFirst().id());
        var last = inTurn.getLast();
        assertThat(last.kind()).isEqualTo(Kind.SPIKE);
        assertThat(last.state()).isEqualTo(State.RESOLVED);
        assertThat(last.scope().where()).isEqualTo(Map.of("code", "rate_limit_exceeded"));
        assertThat(last.times().openedAt())
                .isBetween(NOON.plusSeconds(STORM_BEGINS), NOON.plusSeconds(STORM_BEGINS + 21));
        assertThat(last.evidence().requests()).isPositive();
    }

    @Test
    void partition_thatStandsStillByTheWallClock_isAnIncidentUntilItMoves() {
        try (var reading = new Reading("still")) {
            var slow = SETTINGS.inputs().getFirst();
            SETTINGS.inputs().forEach(input -> reading.tick(input, NOON));
            reading.clock(60, () -> SETTINGS.inputs().forEach(input -> reading.tick(input, reading.next())));
            assertThat(reading.incidents()).isEmpty();

            var stuckAt = reading.now();
            reading.clock(
                    60,
                    () -> SETTINGS.inputs().stream()
                            .filter(input -> !input.equals(slow))
                            .forEach(input -> reading.tick(input, reading.next())));
            var open = reading.incidents();
            reading.tick(slow, reading.next());
            var over = reading.incidents();

            assertThat(open).singleElement().satisfies(incident -> {
                assertThat(incident.kind()).isEqualTo(Kind.BLINDNESS);
                assertThat(incident.scope().where()).isEqualTo(Map.of("topic", Topics.EVENTS, "partition", "0"));
                assertThat(incident.times().startedAt()).isBetween(stuckAt.minusSeconds(5), stuckAt);
            });
            assertThat(over).singleElement().satisfies(incident -> {
                assertThat(incident.id()).isEqualTo(open.getFirst().id());
                assertThat(incident.state()).isEqualTo(State.RESOLVED);
            });
        }
    }

    @Test
    void partition_thatWasNeverHeardOf_isAnIncidentToo() {
        try (var reading = new Reading("never")) {
            var inputs = SETTINGS.inputs();
            reading.clock(60, () -> inputs.stream().skip(1).forEach(input -> reading.tick(input, reading.next())));

            assertThat(reading.incidents())
                    .extracting(
                            Incident::kind, incident -> incident.scope().where().get("partition"))
                    .containsExactly(tuple(Kind.BLINDNESS, "0"));
        }
    }

    /** A record and a tick a second, in the order of append times. */
    private static List<Entry> partition(Input input, Random random) {
        var entries = new ArrayList<Entry>();
        for (long second = 0; second < LENGTH.toSeconds(); second++) {
            var reached = NOON.plusSeconds(second).plusMillis(random.nextInt(1_000));
            if (input.topic().equals(Topics.TRAFFIC)) {
                traffic(input, reached, second, random, entries);
            } else {
                var isStorm = second >= STORM_BEGINS && second < STORM_ENDS;
                errors(input, reached, isStorm ? 3 : random.nextInt(30) == 0 ? 1 : 0, random, entries);
            }
            entries.add(new Entry(input, new Partial(input, reached, new Partial.Tick())));
        }
        return entries;
    }

    private static void errors(Input input, Instant reached, int count, Random random, List<Entry> entries) {
        var counts =
                IntStream.range(0, count).mapToObj(i -> count(reached, random)).toList();
        if (!counts.isEmpty()) {
            entries.add(new Entry(input, new Partial(input, reached, new Partial.Errors(counts))));
        }
    }

    /** Most are prompt, some are late. */
    private static Count count(Instant reached, Random random) {
        var time = reached.minusSeconds(random.nextInt(10) == 0 ? random.nextInt(90) : random.nextInt(2));
        var window = TimeRules.windowOf(time);
        var key = key("app" + random.nextInt(2), "model" + random.nextInt(2));
        var judged = TimeRules.judgedSecond(window.getEpochSecond(), reached.toEpochMilli());
        return new Count(window, judged, Bytes.wrap(key.toBytes()), 1);
    }

    private static RateKey key(String app, String model) {
        return new RateKey(
                "shop", List.of("prod", "eu", app, "deepseek", model, "429", "rate_limit_exceeded", "requests"));
    }

    private static void traffic(Input input, Instant reached, long second, Random random, List<Entry> entries) {
        if (second % 10 == 2) {
            var window = TimeRules.windowOf(reached.minusSeconds(10));
            for (var model : List.of("model0", "model1")) {
                for (var app : List.of("app0", "app1")) {
                    var told = Samples.traffic(app, second, window, 45 + random.nextInt(10));
                    var totals = Samples.withModel(withApp(told, app), model);
                    entries.add(new Entry(input, new Partial(input, reached, new Partial.Traffic(totals))));
                }
            }
        }
    }

    private static TrafficRecord withApp(TrafficRecord told, String app) {
        return new TrafficRecord(
                told.source(),
                told.seq(),
                told.window(),
                new Caller("shop", app, null, "prod", "eu"),
                told.target(),
                told.requests(),
                told.calls());
    }

    private static List<Entry> interleaved(List<List<Entry>> parts, Random random) {
        var rest = new ArrayList<Queue<Entry>>();
        parts.forEach(part -> rest.add(new ArrayDeque<>(part)));
        var entries = new ArrayList<Entry>();
        while (!rest.isEmpty()) {
            var part = rest.get(random.nextInt(rest.size()));
            // Runs of uneven length, so that the partitions come to lag far behind each other.
            for (int run = random.nextInt(600); run > 0 && !part.isEmpty(); run--) {
                entries.add(part.remove());
            }
            rest.removeIf(Queue::isEmpty);
        }
        return entries;
    }

    private List<Incident> read(String name, List<Entry> entries) {
        try (var reading = new Reading(name)) {
            entries.forEach(entry -> reading.pipe(entry.partial));
            return reading.incidents();
        }
    }

    /** The detection alone. */
    private final class Reading implements AutoCloseable {
        private static final Duration STEP = Duration.ofSeconds(5);

        private final TopologyTestDriver driver;
        private final TestInputTopic<String, Partial> partials;
        private final TestOutputTopic<String, byte[]> told;
        private Instant now = NOON;

        Reading(String name) {
            var builder = new StreamsBuilder();
            builder.stream("partials", Consumed.with(Serdes.String(), PartialSerde.serde()))
                    .process(new DetectSupplier(SETTINGS, new Refusals()))
                    .flatMapValues(Told::incidents)
                    .mapValues(IncidentCodec::encode)
                    .to(Topics.INCIDENTS, Produced.with(Serdes.String(), Serdes.ByteArray()));
            driver = new TopologyTestDriver(builder.build(), TopologyDriver.config(state.resolve(name)));
            partials = driver.createInputTopic(
                    "partials", new StringSerializer(), PartialSerde.serde().serializer());
            told = driver.createOutputTopic(Topics.INCIDENTS, new StringDeserializer(), new ByteArrayDeserializer());
        }

        void pipe(Partial partial) {
            partials.pipeInput("shop", partial, partial.reached());
        }

        void tick(Input input, Instant reached) {
            pipe(new Partial(input, reached, new Partial.Tick()));
        }

        Instant now() {
            return now;
        }

        Instant next() {
            return now.plus(STEP);
        }

        /** So many seconds pass on the wall, with something every few of them. */
        void clock(int seconds, Runnable something) {
            for (int passed = 0; passed < seconds; passed += Math.toIntExact(STEP.toSeconds())) {
                something.run();
                now = next();
                driver.advanceWallClockTime(STEP);
            }
        }

        /** What was told since the last time. */
        List<Incident> incidents() {
            return told.readValuesToList().stream().map(DetectTest::incident).toList();
        }

        @Override
        public void close() {
            driver.close();
        }
    }

    static Incident incident(byte[] json) {
        try {
            return IncidentCodec.decode(json);
        } catch (InvalidRecordException e) {
            throw new AssertionError("the topology told something else than an incident", e);
        }
    }
}
