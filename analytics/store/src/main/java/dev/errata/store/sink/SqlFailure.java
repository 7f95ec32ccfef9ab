package dev.errata.store.sink;

import java.sql.SQLException;
import java.util.List;

/** What a failed statement calls for, by its SQLSTATE. */
enum SqlFailure {
    /** The same again later: connection, conflict, resources, an operator, a transaction idle for too long, a standby. */
    PASSING,
    /** A record that will never go in. */
    POISON,
    /** Our own statement or schema is wrong; to go on would lose records. */
    BUG;

    private static final List<String> PASSING_STATES = List.of("08", "25006", "25P03", "40", "53", "55", "57");
    private static final List<String> POISON_STATES = List.of("22", "23", "54");

    static SqlFailure of(SQLException failure) {
        var state = failure.getSQLState();
        if (state == null || startsWithAny(state, PASSING_STATES)) {
            return PASSING;
        }
        return startsWithAny(state, POISON_STATES) ? POISON : BUG;
    }

    private static boolean startsWithAny(String state, List<String> prefixes) {
        return prefixes.stream().anyMatch(state::startsWith);
    }
}
