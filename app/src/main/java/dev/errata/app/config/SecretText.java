package dev.errata.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret, or {@code @} and the file that holds it, as containers are given theirs. */
final class SecretText {
    private static final int SHORTEST = 16;

    private SecretText() {}

    /**
     * Reads it; empty for none.
     *
     * @throws IllegalArgumentException where it is too short, or the file cannot be read
     */
    static String read(String text) {
        var secret = text.startsWith("@") ? content(text.substring(1)) : text;
        if (!text.isEmpty() && secret.length() < SHORTEST) {
            throw new IllegalArgumentException("too short");
        }
        return secret;
    }

    private static String content(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("unreadable", e);
        }
    }
}
