package dev.errata.core.monitor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Caller;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same log is judged from the same window on, however far it is read at a time, and from none before there is any. */
class BeginningTest {
    private static final Instant NOON = Installation.NOON;
    private static final Duration LENGTH = Duration.ofMinutes(40);
    private static final int RUN = 600;
    private static final List<String> APPS = List.of("checkout", "search", "support");

    private final MapTable table = new MapTable();
    private final List<Incident> told = new ArrayList<>();

    /** A record of a partition, or a tick, which has no content. */
    private record Entry(Instant appended, Consumer<Monitor> content) {}

    /** When things begin. */
    private record Plan(Instant otherCalls, Instant calls, Instant errors, Instant storm) {
        /** Each of them may be the first. */
        static Plan of(Random random) {
            var errors = NOON.plusSeconds(random.nextInt(900));
            var storm = random.nextBoolean() ? errors : errors.plusSeconds(random.nextInt(600));
            return new Plan(
                    NOON.plusSeconds(random.nextInt(900)), NOON.plusSeconds(random.nextInt(900)), errors, storm);
        }

        boolean isStorm(Instant time) {
            return !time.isBefore(storm) && time.isBefore(storm.plusSeconds(180));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void log_readLive_andReadLater_givesTheSameIncidents(long seed) {
        var random = new Random(seed);
        var log = log(Plan.of(random), random);
        var live = new Reading();
        for (var now = NOON; now.isBefore(NOON.plus(LENGTH)); now = now.plusSeconds(1)) {
            live.readTo(log, now);
        }

        assertThat(live.told).as("seed %d", seed).isNotEmpty();
        for (int round = 0; round < 3; round++) {
            assertThat(later(log, random).told)
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(live.told);
        }
        var atOnce = new Reading();
        atOnce.readTo(log, NOON.plus(LENGTH));
        assertThat(atOnce.told).as("seed %d, at once", seed).isEqualTo(live.told);
    }

    /** Calls for some minutes, and then errors with them: the calls are known long before the first error. */
    @Test
    void callsAlone_thenAStorm_areKnownInAReplay_asTheyWereLive() {
        var random = new Random(1);
        var storm = NOON.plusSeconds(300);
        var log = log(new Plan(storm, NOON, storm, storm), random);
        var live = new Reading();
        for (var now = NOON; now.isBefore(NOON.plus(LENGTH)); now = now.plusSeconds(1)) {
            live.readTo(log, now);
        }
        var replay = new Reading();
        replay.readTo(log, storm);
        replay.readTo(log, NOON.plus(LENGTH));

        assertThat(live.told.getFirst().evidence().requests()).isPositive();
        assertThat(replay.told).isEqualTo(live.told);
    }

    @Test
    void passTo_beforeThereIsAny_judgesNothing() {
        var monitor = monitor(table, told);
        monitor.passTo(NOON);
        monitor.errors("shop", NOON.plusSeconds(120), flood());
        monitor.passTo(NOON.plusSeconds(60));
        assertThat(table.get("judged")).isNull();

        monitor.passTo(NOON.plusSeconds(131));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().times().openedAt()).isEqualTo(NOON.plusSeconds(131));
    }

    @Test
    void begin_leavesOutWhatIsBefore_andCountsWhatComes() {
        var monitor = monitor(table, told);
        monitor.begin(NOON);
        monitor.errors("shop", NOON.minusSeconds(60), flood());
        monitor.passTo(NOON);
        assertThat(told).isEmpty();

        monitor.begin(NOON.plusSeconds(3600));
        monitor.errors("shop", NOON, flood());
        monitor.passTo(NOON.plusSeconds(11));
        assertThat(told).hasSize(1);
    }

    /** As a monitor left it that began before anything had come. */
    @Test
    void table_ofAnEarlierBeginning_goesOn_andNothingIsJudgedTwice() {
        var last = NOON.getEpochSecond();
        table.put("judged", ((last - 3600) + " " + last).getBytes(US_ASCII));
        var monitor = monitor(table, told);
        monitor.errors("shop", NOON, flood());
        monitor.passTo(NOON.plusSeconds(11));
        assertThat(told).isEmpty();
        assertThat(table.size()).isOne();

        monitor(table, told).errors("shop", NOON.plusSeconds(10), flood());
        monitor(table, told).passTo(NOON.plusSeconds(21));
        assertThat(told).hasSize(1);
    }

    private static List<List<Entry>> log(Plan plan, Random random) {
        var errors = new ArrayList<Entry>();
        var calls = new ArrayList<Entry>();
        for (var time = NOON; time.isBefore(NOON.plus(LENGTH)); time = time.plusSeconds(1)) {
            var each = plan.isStorm(time) ? 3 : 1;
            if (!time.isBefore(plan.errors) && (each > 1 || random.nextInt(60) == 0)) {
                var window = TimeRules.windowOf(time);
                errors.add(new Entry(time, monitor -> monitor.errors("shop", window, errors(each))));
            }
            if (time.getEpochSecond() % Watched.BIN == 0) {
                addCalls("shop", time, plan.calls, random, calls);
                addCalls("mail", time, plan.otherCalls, random, calls);
            }
            errors.add(new Entry(time, _ -> {}));
            calls.add(new Entry(time, _ -> {}));
        }
        calls.sort(Comparator.comparing(Entry::appended));
        return List.of(errors, calls);
    }

    /** They come up to one window after their own has ended, and may be of any application. */
    private static void addCalls(String project, Instant window, Instant since, Random random, List<Entry> calls) {
        var totals = new TrafficRecord(
                "source",
                window.getEpochSecond(),
                window,
                new Caller(project, null, null, "prod", "eu"),
                new Target("deepseek", "small", null, null, null),
                300 + random.nextInt(20),
                null);
        var appended = window.plusSeconds(Watched.BIN + random.nextInt(11));
        if (!window.isBefore(since)) {
            calls.add(new Entry(appended, monitor -> monitor.calls(totals)));
        }
    }

    /** So many of each application: what comes from a single one is given more time. */
    private static List<Monitor.Counted> errors(int each) {
        return APPS.stream()
                .map(app ->
                        new RateKey("shop", List.of("prod", "eu", app, "deepseek", "small", "429", "slow_down", "")))
                .map(key -> new Monitor.Counted(key.toBytes(), each))
                .toList();
    }

    private static List<Monitor.Counted> flood() {
        return errors(40);
    }

    /** The partitions lag behind each other, and processes die. */
    private static Reading later(List<List<Entry>> log, Random random) {
        var reading = new Reading();
        var rest =
                log.stream().map(part -> (Queue<Entry>) new ArrayDeque<>(part)).toList();
        while (rest.stream().anyMatch(part -> !part.isEmpty())) {
            var index = random.nextInt(rest.size());
            for (int run = random.nextInt(RUN); run > 0 && !rest.get(index).isEmpty(); run--) {
                reading.read(index, rest.get(index).remove());
            }
            reading.pass();
            if (random.nextInt(5) == 0) {
                reading.restart();
            }
        }
        return reading;
    }

    private static Monitor monitor(Table table, List<Incident> told) {
        return new Monitor(table, new MonitorSettings(10_000, 1_000, Policy.DEFAULT), new MonitorListener() {
            @Override
            public void tell(Incident incident) {
                told.add(incident);
            }

            @Override
            public void tell(Cell coverage) {
                // of no matter here
            }

            @Override
            public void refused(String project, Scope series, Instant window) {
                throw new AssertionError(series);
            }

            @Override
            public void refused(String project, Bounded kind, Instant window) {
                throw new AssertionError(kind);
            }
        });
    }

    /** A monitor, and how far it has been shown each partition. */
    private static final class Reading {
        private final MapTable table = new MapTable();
        private final List<Incident> told = new ArrayList<>();
        private final Instant[] reached = {Instant.MIN, Instant.MIN};
        private final int[] read = {0, 0};
        private Monitor monitor = monitor(table, told);

        void read(int partition, Entry entry) {
            entry.content.accept(monitor);
            reached[partition] = entry.appended;
        }

        void pass() {
            var minimum = reached[0].isBefore(reached[1]) ? reached[0] : reached[1];
            if (minimum.isAfter(Instant.MIN)) {
                monitor.passTo(minimum);
            }
        }

        /** All that was appended by then. */
        void readTo(List<List<Entry>> log, Instant now) {
            for (int partition = 0; partition < log.size(); partition++) {
                var entries = log.get(partition);
                for (; read[partition] < entries.size(); read[partition]++) {
                    var entry = entries.get(read[partition]);
                    if (entry.appended.isAfter(now)) {
                        break;
                    }
                    read(partition, entry);
                }
            }
            pass();
        }

        void restart() {
            monitor = monitor(table, told);
        }
    }
}
