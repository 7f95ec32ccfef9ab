package dev.errata.core.monitor;

import org.jspecify.annotations.Nullable;

/** The entries of one kind that a project has in the table. Names of projects hold no NUL. */
record Part(Table table, String prefix) {
    static Part of(Table table, Kind kind, String project) {
        return new Part(table, kind.code + project + '\0');
    }

    /** What is kept. The codes are stored. */
    enum Kind {
        COUNTS('e'),
        SHARES('t'),
        SLICES('c'),
        SERIES('s'),
        USUAL_ERRORS('u'),
        USUAL_CALLS('v'),
        USUAL_TIME('w'),
        FIRSTS('f'),
        INCIDENTS('i'),
        VERSIONS('a'),
        COVERAGE('g'),
        BLIND_SPOT('b'),
        LATECOMERS('l'),
        BURSTS('r');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        static Kind of(char code) {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of entry is called " + code);
        }
    }

    byte @Nullable [] get(String name) {
        return table.get(prefix + name);
    }

    void put(String name, byte[] value) {
        table.put(prefix + name, value);
    }

    void delete(String name) {
        table.delete(prefix + name);
    }
}
