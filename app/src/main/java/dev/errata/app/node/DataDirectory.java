package dev.errata.app.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory that keeps everything, held by one process at a time. The system frees it when the process ends,
 * however it ends.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final long ROOM_BYTES = 256L * 1024 * 1024;

    private final Path directory;
    private final FileChannel lock;

    private DataDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is missing, and takes it.
     *
     * @throws StartFailedException where it is in use, cannot be written, or has no room left
     */
    public static DataDirectory take(Path path) throws StartFailedException {
        var directory = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            requireRoom(directory);
            return new DataDirectory(directory, locked(directory));
        } catch (IOException e) {
            throw new StartFailedException(
                    StartFailure.DATA_BROKEN, "the data directory " + directory + " cannot be used: " + e, e);
        }
    }

    /** A directory of its own for one part of Errata; that part makes it. */
    public Path part(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void requireRoom(Path directory) throws IOException, StartFailedException {
        if (Files.getFileStore(directory).getUsableSpace() < ROOM_BYTES) {
            throw new StartFailedException(
                    StartFailure.DISK_FULL,
                    "less than %d MiB are free for %s; make room or choose another place with --data"
                            .formatted(ROOM_BYTES >> 20, directory),
                    null);
        }
    }

    private static FileChannel locked(Path directory) throws IOException, StartFailedException {
        var file = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(file)) {
            file.close();
            throw new StartFailedException(
                    StartFailure.DATA_IN_USE,
                    "another Errata works in " + directory + "; stop it or choose another place with --data",
                    null);
        }
        return file;
    }

    /** False where another process, or another part of this one, holds it. */
    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
