package dev.errata.emitter.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.Transport.Capacity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spool against a map, with a kill within every single write. */
class SpoolModelTest {
    private static final Capacity CAPACITY = new Capacity(7, 2_000, 4);
    private static final List<Fate> FATES = List.of(Fate.values());
    private static final int STEPS = 60;
    private static final long MAX_BYTES = 1024 * 1024;

    @TempDir
    private Path temp;

    /** What may be true of a record that is not done. */
    private enum Flag {
        FIRST_SEND,
        RESEND,
        EITHER
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyKill_leavesWhatIsNotDone_withTheRightFlag(long seed) throws IOException {
        var undisturbed = new FaultyDisk();
        new Scenario(seed, undisturbed, directory("all")).run();
        assertThat(undisturbed.writes()).isGreaterThan(STEPS / 2);
        for (long write = 0; write < undisturbed.writes(); write++) {
            var disk = new FaultyDisk();
            disk.killAtWrite(write, (write * 37 % 100) / 100.0);
            var scenario = new Scenario(seed, disk, directory("at-" + write));
            scenario.run();
            scenario.check("seed " + seed + ", killed at write " + write);
        }
    }

    private Path directory(String name) {
        return temp.resolve(name);
    }

    /** A random life of a spool, and beside it what must be true of each record. */
    private static final class Scenario {
        private final Random random;
        private final FaultyDisk disk;
        private final Path directory;
        private final Map<Integer, Flag> expected = new TreeMap<>();
        /** In the middle of something when the kill came: nothing is promised. */
        private final Set<Integer> unsure = new TreeSet<>();

        private final List<List<SpoolRecord>> inFlight = new ArrayList<>();
        private int next;

        Scenario(long seed, FaultyDisk disk, Path directory) {
            this.random = new Random(seed);
            this.disk = disk;
            this.directory = directory;
        }

        void run() throws IOException {
            try (var slot = Slot.claim(directory)) {
                var spool = new Spool(slot, disk, MAX_BYTES, InstantSource.system());
                for (int step = 0; step < STEPS; step++) {
                    step(spool);
                }
                spool.close();
            } catch (FaultyDisk.Killed e) {
                // the end of this life
            }
        }

        private void step(Spool spool) {
            switch (random.nextInt(5)) {
                case 0, 1 -> append(spool);
                case 2, 3 -> take(spool);
                default -> settle(spool);
            }
        }

        private void append(Spool spool) {
            var maybeStored = random.nextInt(4) == 0;
            var onItsWay = random.nextInt(4) == 0;
            var messages = new ArrayList<Message>();
            for (int i = random.nextInt(10); i >= 0; i--) {
                var kind = random.nextInt(4) == 0 ? Kind.OUTCOMES : Kind.EVENTS;
                unsure.add(next);
                messages.add(Messages.of(kind, next++, random.nextInt(30_000)));
            }
            var records = onItsWay ? spool.appendInFlight(messages, maybeStored) : spool.append(messages, maybeStored);
            unsure.clear();
            if (onItsWay && !records.isEmpty()) {
                inFlight.add(records);
            }
            records.forEach(record ->
                    expected.put(Messages.number(record), maybeStored || onItsWay ? Flag.RESEND : Flag.FIRST_SEND));
        }

        private void take(Spool spool) {
            // Which ones it will take is not known before, so until it answers any of them may be marked.
            var before = new TreeMap<>(expected);
            expected.replaceAll((number, flag) -> flag == Flag.FIRST_SEND ? Flag.EITHER : flag);
            var records = spool.take(CAPACITY);
            expected.putAll(before);
            records.forEach(record -> {
                assertThat(record.maybeStored()).isEqualTo(before.get(Messages.number(record)) == Flag.RESEND);
                expected.put(Messages.number(record), Flag.RESEND);
            });
            if (!records.isEmpty()) {
                inFlight.add(records);
            }
        }

        private void settle(Spool spool) {
            if (inFlight.isEmpty()) {
                return;
            }
            var records = inFlight.remove(random.nextInt(inFlight.size()));
            var fates = records.stream()
                    .map(record -> FATES.get(random.nextInt(FATES.size())))
                    .toList();
            Messages.numbers(records).forEach(number -> {
                unsure.add(number);
                expected.remove(number);
            });
            spool.settle(records, fates);
            unsure.clear();
            for (int i = 0; i < records.size(); i++) {
                if (!fates.get(i).isFinal()) {
                    var resend = fates.get(i) == Fate.UNKNOWN || records.get(i).maybeStored();
                    expected.put(Messages.number(records.get(i)), resend ? Flag.RESEND : Flag.FIRST_SEND);
                }
            }
        }

        void check(String what) throws IOException {
            try (var spool = Spool.open(directory, MAX_BYTES, InstantSource.system())) {
                var found = new TreeMap<Integer, Boolean>();
                for (var records = spool.take(CAPACITY); !records.isEmpty(); records = spool.take(CAPACITY)) {
                    assertThat(Messages.numbers(records)).as(what).isSortedAccordingTo(Comparator.naturalOrder());
                    records.forEach(record -> assertThat(found.put(Messages.number(record), record.maybeStored()))
                            .as(what + ": " + Messages.number(record) + " twice")
                            .isNull());
                    spool.settle(
                            records, records.stream().map(record -> Fate.STORED).toList());
                }
                assertThat(spool.damaged()).as(what).isZero();
                expected.forEach((number, flag) -> assertThat(found.remove(number))
                        .as(what + ": record " + number + " is " + flag)
                        .isIn(flag == Flag.EITHER ? List.of(true, false) : List.of(flag == Flag.RESEND)));
                assertThat(unsure).as(what).containsAll(found.keySet());
            }
            try (var left = Files.walk(directory)) {
                assertThat(left.filter(file -> file.toString().endsWith(".seg")))
                        .as(what)
                        .isEmpty();
            }
        }
    }
}
