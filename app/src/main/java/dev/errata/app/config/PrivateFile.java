package dev.errata.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file with a secret, which nobody else may read. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private PrivateFile() {}

    /**
     * What stands in it, without a line break at its end; empty for no file.
     *
     * @throws IllegalArgumentException where it cannot be read
     * @throws RefusedValueException where somebody else can read or write it
     */
    static String read(String name) {
        if (name.isEmpty()) {
            return "";
        }
        var file = Path.of(name);
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new RefusedValueException("can be read or changed by others; chmod 600 " + name + " mends that");
            }
            return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("unreadable", e);
        }
    }
}
