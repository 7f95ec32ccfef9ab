package dev.errata.emitter.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.Transport.Capacity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpoolTest {
    private static final Capacity ALL = new Capacity(10_000, 10_000_000, 1);
    private static final long MAX_BYTES = 1024 * 1024;

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private final InstantSource clock = () -> now;

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void open_withAFlippedByte_skipsAndCountsOneRecordAtMost(int seed) throws IOException {
        write(Messages.events(0, 20));
        var random = new Random(seed);
        var at = flipAByte(random);
        try (var spool = open()) {
            var numbers = Messages.numbers(spool.take(ALL));
            assertThat(numbers.size() + spool.damaged()).as("byte %d", at).isEqualTo(20);
            assertThat(spool.damaged()).as("byte %d", at).isEqualTo(1);
            assertThat(numbers).isSubsetOf(IntStream.range(0, 20).boxed().toList());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void open_withATornTail_keepsTheWholeRecords(int seed) throws IOException {
        write(Messages.events(0, 20));
        try (var data = FileChannel.open(segment(".seg"), StandardOpenOption.WRITE)) {
            data.write(ByteBuffer.wrap(torn(new Random(seed))), data.size());
        }
        try (var spool = open()) {
            assertThat(spool.take(ALL)).hasSize(20);
            assertThat(spool.damaged()).isZero();
        }
    }

    @Test
    void take_ofARecordThatIsDamagedLater_skipsAndCountsIt() throws IOException {
        try (var spool = open()) {
            spool.append(Messages.events(0, 3), false);
            flip(segment(".seg"), Frame.size(Messages.events(0, 1).get(0)) + Frame.HEADER + 10);
            assertThat(Messages.numbers(spool.take(ALL))).containsExactly(0, 2);
            assertThat(spool.damaged()).isEqualTo(1);
            assertThat(spool.records()).isEqualTo(2);
        }
    }

    @Test
    void open_withoutTheFileOfStates_takesEveryRecordAsMaybeStored() throws IOException {
        write(Messages.events(0, 3));
        Files.delete(segment(".state"));
        try (var spool = open()) {
            assertThat(spool.take(ALL)).hasSize(3).allMatch(SpoolRecord::maybeStored);
        }
    }

    @Test
    void files_areTheOwnersAlone() throws IOException {
        write(Messages.events(0, 1));
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("0"))))
                .isEqualTo("rwx------");
    }

    @Test
    void append_beyondTheBound_takesTheFirstOnly_andMoreOnceSomeAreDone() throws IOException {
        try (var spool = open()) {
            var messages = IntStream.range(0, 400)
                    .mapToObj(number -> Messages.of(Kind.EVENTS, number, 4_000))
                    .toList();
            var taken = spool.append(messages, false);
            assertThat(taken).hasSizeBetween(200, 300);
            assertThat(spool.bytes()).isLessThanOrEqualTo(MAX_BYTES);
            assertThat(spool.append(messages.subList(0, 1), false)).isEmpty();
            var sent = spool.take(new Capacity(100, 10_000_000, 1));
            spool.settle(sent, Collections.nCopies(100, Fate.STORED));
            assertThat(spool.append(messages.subList(300, 310), false)).hasSize(10);
            assertThat(spool.bytes()).isLessThanOrEqualTo(MAX_BYTES);
        }
    }

    @Test
    void force_thatFails_stopsAcceptance_butNotSending() throws IOException {
        var disk = new FaultyDisk();
        try (var slot = Slot.claim(directory)) {
            var spool = new Spool(slot, disk, MAX_BYTES, clock);
            spool.append(Messages.events(0, 5), false);
            disk.failForce();
            assertThat(spool.force()).isFalse();
            assertThat(spool.newTrouble()).contains("Input/output error");
            assertThat(spool.append(Messages.events(5, 6), false)).isEmpty();
            assertThat(spool.force()).isFalse();
            assertThat(Messages.numbers(spool.take(ALL))).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void append_toAFullDisk_takesNone_andTriesAgainLater() throws IOException {
        var disk = new FaultyDisk();
        try (var slot = Slot.claim(directory)) {
            var spool = new Spool(slot, disk, MAX_BYTES, clock);
            spool.append(Messages.events(0, 5), false);
            disk.fill(true);
            assertThat(spool.append(Messages.events(5, 10), false)).isEmpty();
            disk.fill(false);
            assertThat(spool.append(Messages.events(5, 10), false)).isEmpty();
            now = now.plusSeconds(11);
            assertThat(spool.append(Messages.events(5, 10), false)).hasSize(5);
            assertThat(Messages.numbers(spool.take(ALL))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void take_whereTheMarkCannotBeWritten_givesNothingAway() throws IOException {
        var disk = new FaultyDisk();
        try (var slot = Slot.claim(directory)) {
            var spool = new Spool(slot, disk, MAX_BYTES, clock);
            spool.append(Messages.events(0, 5), false);
            disk.fill(true);
            assertThat(spool.take(ALL)).isEmpty();
            disk.fill(false);
            assertThat(spool.take(ALL)).hasSize(5).noneMatch(SpoolRecord::maybeStored);
        }
    }

    @Test
    void take_mixed_givesParcelsOfOneKindAndFlag() throws IOException {
        try (var spool = open()) {
            spool.append(List.of(Messages.of(Kind.EVENTS, 0, 1), Messages.of(Kind.OUTCOMES, 1, 1)), false);
            spool.append(List.of(Messages.of(Kind.EVENTS, 2, 1)), true);
            spool.append(List.of(Messages.of(Kind.EVENTS, 3, 1)), false);
            assertThat(Messages.numbers(spool.take(ALL))).containsExactly(0, 3);
            assertThat(Messages.numbers(spool.take(ALL))).containsExactly(1);
            assertThat(Messages.numbers(spool.take(ALL))).containsExactly(2);
            assertThat(spool.take(ALL)).isEmpty();
        }
    }

    @Test
    void open_besideAnotherProcess_takesASlotOfItsOwn_andLaterWhatTheOtherLeft() throws IOException {
        try (var first = open();
                var second = open()) {
            first.append(Messages.events(0, 2), false);
            second.append(Messages.events(2, 4), true);
            assertThat(Messages.numbers(second.take(ALL))).containsExactly(2, 3);
        }
        try (var alone = open()) {
            assertThat(alone.found()).containsEntry(Kind.EVENTS, 4L);
            assertThat(Messages.numbers(alone.take(ALL))).containsExactly(0, 1);
            assertThat(alone.take(ALL)).hasSize(2).allMatch(SpoolRecord::maybeStored);
        }
    }

    @Test
    void open_ofAFile_isAClearError() throws IOException {
        var file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Spool.open(file, MAX_BYTES, clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file");
    }

    private Spool open() throws IOException {
        return Spool.open(directory, MAX_BYTES, clock);
    }

    private void write(List<Message> messages) throws IOException {
        try (var spool = open()) {
            spool.append(messages, false);
        }
    }

    private Path segment(String suffix) {
        return directory.resolve("0").resolve("0".repeat(12) + suffix);
    }

    private long flipAByte(Random random) throws IOException {
        var at = random.nextLong(Files.size(segment(".seg")));
        flip(segment(".seg"), at);
        return at;
    }

    private static void flip(Path file, long at) throws IOException {
        var options = List.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options.toArray(StandardOpenOption[]::new))) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, at);
            channel.write(one.put(0, (byte) ~one.get(0)).flip(), at);
        }
    }

    /** The beginning of another record. */
    private static byte[] torn(Random random) {
        var message = Messages.of(Kind.EVENTS, 20, 30);
        var frame = ByteBuffer.allocate(Frame.size(message));
        Frame.write(message, States.WAITING, 20, frame);
        return Arrays.copyOf(frame.array(), 1 + random.nextInt(frame.capacity() - 1));
    }
}
