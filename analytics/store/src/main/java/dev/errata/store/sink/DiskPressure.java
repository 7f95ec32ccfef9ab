package dev.errata.store.sink;

/** How near the database is to its budget, and what that does to raw bodies. Nothing else is ever left out over it. */
public enum DiskPressure {
    /** Below 80 %: sampled as set. */
    NONE(0, 0),
    /** From 80 %: a quarter of the first ones, at least one, and no sample of the others. */
    SOME(1, 0.8),
    /** From 90 %: the first one of each error and window. */
    HIGH(2, 0.9),
    /** From 100 %: no raw bodies. Events go on being stored, and counted. */
    OVER(3, 1);

    /** So far below the border it has to fall before more is kept again. */
    private static final double SLACK = 0.03;

    private final int level;
    private final double from;

    DiskPressure(int level, double from) {
        this.level = level;
        this.from = from;
    }

    /** From 0, none, to 3. */
    int level() {
        return level;
    }

    /** How many first bodies of an error and window are kept, where so many are wanted. */
    int bodiesOf(int first) {
        return switch (this) {
            case NONE -> first;
            case SOME -> Math.max(Math.min(1, first), first / 4);
            case HIGH -> Math.min(1, first);
            case OVER -> 0;
        };
    }

    /**
     * The next state.
     *
     * @param share of the budget that is used, from 0
     */
    DiskPressure at(double share) {
        var next = NONE;
        for (var pressure : values()) {
            var border = pressure.level > level ? pressure.from : pressure.from - SLACK;
            next = share >= border ? pressure : next;
        }
        return next;
    }
}
