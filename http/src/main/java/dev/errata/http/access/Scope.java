package dev.errata.http.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a token may do, within its project. None includes another. */
public enum Scope {
    /** Send records. */
    INGEST,
    /** Ask. */
    READ,
    /** Change what Errata keeps. */
    ADMIN;

    /** Its name in the database, on the command line and in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a {@link #code}.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Scope of(String code) {
        return Arrays.stream(values())
                .filter(scope -> scope.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scope " + code + "; known are " + known()));
    }

    private static String known() {
        return Arrays.stream(values()).map(Scope::code).collect(Collectors.joining(", "));
    }
}
