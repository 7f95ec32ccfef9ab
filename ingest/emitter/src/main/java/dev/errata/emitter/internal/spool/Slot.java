package dev.errata.emitter.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A process's own part of a spool directory, locked while the process lives. The first free one is taken, so a process
 * that is started again finds what it left, and several can share a directory.
 */
final class Slot implements Closeable {
    private static final int MAX = 64;

    private final Path directory;
    private final FileChannel lock;

    private Slot(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Takes the first free slot.
     *
     * @throws IOException where the directory cannot be used or all slots are taken
     */
    static Slot claim(Path spool) throws IOException {
        Files.createDirectories(spool, Disk.ownerOnly(spool, "rwx------"));
        for (int number = 0; number < MAX; number++) {
            var slot = tryClaim(spool.resolve(Integer.toString(number)));
            if (slot.isPresent()) {
                return slot.get();
            }
        }
        throw new IOException("all " + MAX + " slots of the spool " + spool + " are in use");
    }

    /** The other slots whose process is gone. */
    static List<Slot> abandoned(Path spool, Slot own) throws IOException {
        var slots = new ArrayList<Slot>();
        for (int number = 0; number < MAX; number++) {
            var directory = spool.resolve(Integer.toString(number));
            if (!directory.equals(own.directory) && Files.isDirectory(directory)) {
                tryClaim(directory).ifPresent(slots::add);
            }
        }
        return slots;
    }

    private static Optional<Slot> tryClaim(Path directory) throws IOException {
        Files.createDirectories(directory, Disk.ownerOnly(directory, "rwx------"));
        var file = directory.resolve("lock");
        var channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Disk.ownerOnly(file, "rw-------"));
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new Slot(directory, channel));
            }
        } catch (OverlappingFileLockException e) {
            // another emitter of this process has it
        }
        channel.close();
        return Optional.empty();
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
