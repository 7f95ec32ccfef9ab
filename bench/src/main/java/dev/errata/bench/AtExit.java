package dev.errata.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What must not outlive a benchmark that is told to end. */
public final class AtExit {
    private AtExit() {}

    /**
     * Closes it when this JVM ends, whether it was closed before or not.
     *
     * @param directory what is left behind where that fails
     */
    public static void close(Closeable server, Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException("left behind: " + directory, e);
            }
        }));
    }
}
