package dev.errata.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.embedded.StartException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory, held by at most one live process through a lock on its file {@code lock}. The operating system lets go of
 * the lock when the process dies, however it dies; the file itself stays and names the last holder.
 */
public final class DataDirectory implements AutoCloseable {
    private static final long MIN_FREE_MIB = 256;

    // A second channel on the lock file, once closed, would drop the lock of the first: POSIX locks belong to the
    // process.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates the directory where it is missing and takes its lock.
     *
     * @throws StartException {@code DATA_DIRECTORY_IN_USE} while another user of the directory is alive,
     *     {@code DATA_DIRECTORY_BROKEN} where it cannot be written, {@code DISK_FULL} with less than
     *     {@value #MIN_FREE_MIB} MiB of room
     */
    public static DataDirectory lock(Path directory) {
        try {
            var root = Files.createDirectories(directory.toAbsolutePath()).toRealPath();
            requireRoom(root);
            if (!HELD_HERE.add(root)) {
                throw inUse(root, Long.toString(ProcessHandle.current().pid()));
            }
            return lockExclusively(root);
        } catch (IOException e) {
            throw StartException.of(Reason.DATA_DIRECTORY_BROKEN, "data directory " + directory + " is unusable", e);
        }
    }

    private static DataDirectory lockExclusively(Path root) throws IOException {
        var file = root.resolve("lock");
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw inUse(root, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
            return new DataDirectory(root, channel);
        } catch (IOException | StartException e) {
            HELD_HERE.remove(root);
            throw e;
        }
    }

    private static void requireRoom(Path root) throws IOException {
        if (Files.getFileStore(root).getUsableSpace() >> 20 < MIN_FREE_MIB) {
            throw new StartException(
                    Reason.DISK_FULL, "less than " + MIN_FREE_MIB + " MiB are free for data directory " + root);
        }
    }

    private static StartException inUse(Path root, String pid) {
        return new StartException(
                Reason.DATA_DIRECTORY_IN_USE, "data directory " + root + " is in use by process " + pid);
    }

    /** The absolute, real path of an entry. */
    public Path resolve(String name) {
        return root.resolve(name);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(root);
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
