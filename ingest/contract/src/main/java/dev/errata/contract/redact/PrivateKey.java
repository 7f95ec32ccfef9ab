package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/** A PEM or PGP private key, from its first line to its last, or to where it was cut. */
record PrivateKey() implements Shape {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final int LONGEST_LABEL = 40;

    @Override
    public String triggers() {
        return "-";
    }

    @Override
    public String prefix() {
        return BEGIN;
    }

    /** Dashes are in every other id. */
    @Override
    public String opening() {
        return BEGIN.substring(BEGIN.lastIndexOf('-') + 1);
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        if (!text.startsWith(BEGIN, index) || !isPrivate(text, index + BEGIN.length())) {
            return null;
        }
        var end = index + BEGIN.length();
        while (CharClass.PEM.has(text.at(end))) {
            if (text.at(end) == '-' && text.startsWith(END, end)) {
                return new Span(index, endOfLabel(text, end + END.length()));
            }
            end++;
        }
        return new Span(index, end);
    }

    private static boolean isPrivate(Scan text, int start) {
        var end = Math.min(start + LONGEST_LABEL, text.length());
        for (int i = start; i < end && text.at(i) != '-'; i++) {
            if (text.startsWith("PRIVATE KEY", i)) {
                return true;
            }
        }
        return false;
    }

    private static int endOfLabel(Scan text, int start) {
        var end = start;
        while (end - start < LONGEST_LABEL && (Character.isUpperCase(text.at(end)) || text.at(end) == ' ')) {
            end++;
        }
        while (text.at(end) == '-') {
            end++;
        }
        return end;
    }
}
