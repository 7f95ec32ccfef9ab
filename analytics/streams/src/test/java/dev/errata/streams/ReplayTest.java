package dev.errata.streams;

import static dev.errata.streams.CubeDriver.EVENTS_0;
import static dev.errata.streams.CubeDriver.EVENTS_1;
import static dev.errata.streams.CubeDriver.TRAFFIC_0;
import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Cell;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Content;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same log gives the same cells, in whatever order its partitions are read. */
class ReplayTest {
    private static final int RECORDS = 200;
    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final List<Input> INPUTS = List.of(EVENTS_0, EVENTS_1, TRAFFIC_0);

    @TempDir
    private Path state;

    private record Entry(Input input, Instant reached, Content content) {}

    @Test
    void log_readTwice_givesTheSameCells() {
        assertThat(readOnce("first")).isEqualTo(readOnce("second")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void partitions_interleavedAndTickedAtWill_giveTheSameCells(long seed) {
        var random = new Random(seed);
        var log = INPUTS.stream().map(input -> partition(input, random)).toList();
        var inTurn = read("in-turn", log.stream().flatMap(List::stream).toList());
        assertThat(counted(inTurn)).as("seed %d", seed).isEqualTo(counted(log));

        for (int round = 0; round < 3; round++) {
            var ticked = log.stream().map(part -> withTicks(part, random)).toList();
            assertThat(read("round-" + round, interleaved(ticked, random)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(inTurn);
        }
    }

    private Map<String, Cell> readOnce(String name) {
        var random = new Random(20260301L);
        try (var topology = new TopologyDriver(state.resolve(name))) {
            for (int i = 0; i < RECORDS; i++) {
                var appended = NOON.plusSeconds(i);
                var time = appended.minusSeconds(random.nextInt(1_200));
                topology.event(Samples.event("code" + random.nextInt(3), time), appended);
                topology.resentEvent(Samples.event("code" + random.nextInt(3), time), appended);
                var window = TimeRules.windowOf(time);
                topology.traffic(Samples.traffic("one", random.nextInt(100), window, i), appended);
                topology.tick(appended);
            }
            topology.tick(NOON.plus(Duration.ofHours(1)));
            return topology.told().all();
        }
    }

    private Map<String, Cell> read(String name, List<Entry> entries) {
        try (var cube = new CubeDriver(state.resolve(name))) {
            entries.forEach(entry -> cube.pipe(entry.input(), entry.reached(), entry.content()));
            return cube.told().all();
        }
    }

    /** In the order of its append times, and closed by a tick that makes the cube forget all of it. */
    private static List<Entry> partition(Input input, Random random) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < RECORDS; i++) {
            var reached = NOON.plusMillis(LENGTH.toMillis() * i / RECORDS);
            entries.add(new Entry(input, reached, content(input, reached, random)));
        }
        entries.add(new Entry(input, NOON.plus(Duration.ofHours(2)), new Partial.Tick()));
        return entries;
    }

    /** What the verdict may let through: from the end of the grace to some minutes ahead. */
    private static Content content(Input input, Instant reached, Random random) {
        var window = TimeRules.windowOf(reached.plusSeconds(random.nextInt(-600, 300)));
        return input.equals(TRAFFIC_0)
                ? new Partial.Traffic(Samples.traffic("source" + random.nextInt(3), random.nextInt(100), window, 1))
                : Samples.errors("code" + random.nextInt(3), window, random.nextInt(1, 5));
    }

    private static List<Entry> withTicks(List<Entry> part, Random random) {
        var ticked = new ArrayList<Entry>();
        for (var entry : part) {
            for (int ticks = random.nextInt(3); ticks > 0; ticks--) {
                ticked.add(new Entry(entry.input(), entry.reached(), new Partial.Tick()));
            }
            ticked.add(entry);
        }
        return ticked;
    }

    private static List<Entry> interleaved(List<List<Entry>> parts, Random random) {
        var rest = new ArrayList<Queue<Entry>>();
        parts.forEach(part -> rest.add(new ArrayDeque<>(part)));
        var entries = new ArrayList<Entry>();
        while (!rest.isEmpty()) {
            var part = rest.get(random.nextInt(rest.size()));
            // Runs of uneven length, so that the partitions come to lag far behind each other.
            for (int run = random.nextInt(100); run > 0 && !part.isEmpty(); run--) {
                entries.add(part.remove());
            }
            rest.removeIf(Queue::isEmpty);
        }
        return entries;
    }

    private static long counted(Map<String, Cell> cells) {
        return cells.values().stream()
                .mapToLong(cell -> cell.count() instanceof Cell.Errors(var errors) ? errors : 0)
                .sum();
    }

    private static long events(Content content) {
        return content instanceof Partial.Errors(var counts)
                ? counts.stream().mapToLong(Partial.Count::events).sum()
                : 0;
    }

    private static long counted(List<List<Entry>> log) {
        return log.stream()
                .flatMap(List::stream)
                .mapToLong(entry -> events(entry.content()))
                .sum();
    }
}
