package dev.errata.app.exactness;

/** What is odd about an event, and how often. */
enum Kind {
    /** Nothing. */
    NORMAL(900),
    /** It comes after newer ones, in time to be counted. */
    OUT_OF_ORDER(40),
    /** It comes after its window's grace: the topology leaves it out. */
    LATE(30),
    /** Its clock is ten years ahead; the id is honest. */
    CLOCK_AHEAD(8),
    /** Its clock is ten years behind; the id is honest. */
    CLOCK_BEHIND(8),
    /** Its id was born ten years ahead, which no partition is kept for. */
    ID_AHEAD(2),
    /** Its id was born ten years ago. */
    ID_BEHIND(2),
    /** It is no event: the gateway must reject it. */
    BROKEN(10);

    private static final int ALL = 1_000;

    private final int perMille;

    Kind(int perMille) {
        this.perMille = perMille;
    }

    /** That of some hash. */
    static Kind of(long hash) {
        var place = Math.floorMod(hash, ALL);
        for (var kind : values()) {
            place -= kind.perMille;
            if (place < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the kinds must add up to " + ALL);
    }

    /** Whether a dead letter is what must become of it. */
    boolean isUnkept() {
        return this == ID_AHEAD || this == ID_BEHIND;
    }
}
