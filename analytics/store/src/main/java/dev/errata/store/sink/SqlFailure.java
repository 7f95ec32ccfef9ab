package dev.errata.store.sink;

import java.sql.SQLException;
import java.util.List;

/** Whose fault a failed statement may be, by its SQLSTATE. */
enum SqlFailure {
    /**
     * The same again later: connection, conflict, resources, rights, a schema that does not fit, a statement of ours. No
     * record becomes a dead letter over it.
     */
    STORE,
    /** It may be one record's; whether it is, a plain one in its place will tell. */
    RECORD;

    /** Data, constraints (a missing partition among them), limits of a program. */
    private static final List<String> RECORD_STATES = List.of("22", "23", "54");

    static SqlFailure of(SQLException failure) {
        var state = failure.getSQLState();
        return state != null && RECORD_STATES.stream().anyMatch(state::startsWith) ? RECORD : STORE;
    }
}
