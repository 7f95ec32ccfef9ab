package dev.errata.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Removal of directory trees, which the JDK leaves to its callers. */
public final class Directories {

    private Directories() {}

    /** Deletes the directory with all its content; nothing happens where there is none. */
    public static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (var content = Files.walk(directory)) {
            for (var path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
