package dev.errata.contract.redact;

import java.util.BitSet;

/** Pairs of ASCII characters, letters in either case. Nothing is added once it is in use. */
final class Pairs {
    private static final int ASCII = 128;

    private final BitSet pairs = new BitSet(ASCII * ASCII);

    void add(char first, char second) {
        for (var each : bothCases(first)) {
            for (var other : bothCases(second)) {
                pairs.set(each * ASCII + other);
            }
        }
    }

    boolean has(int first, int second) {
        return pairs.get(first * ASCII + second);
    }

    private static char[] bothCases(char c) {
        return new char[] {Character.toLowerCase(c), Character.toUpperCase(c)};
    }
}
