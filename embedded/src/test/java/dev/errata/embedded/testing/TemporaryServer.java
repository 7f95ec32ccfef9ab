package dev.errata.embedded.testing;

import dev.errata.embedded.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** A server on a directory of its own, both gone when the JVM ends. */
final class TemporaryServer {

    private TemporaryServer() {}

    static <T extends AutoCloseable> T start(Function<Path, T> starter) {
        try {
            var directory = Files.createTempDirectory("errata-test-");
            var server = starter.apply(directory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(server, directory)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void discard(AutoCloseable server, Path directory) {
        try {
            server.close();
            Directories.delete(directory);
        } catch (Exception e) {
            throw new IllegalStateException("left behind: " + directory, e);
        }
    }
}
