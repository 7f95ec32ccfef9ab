package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            08000, PASSING, no connection
            08006, PASSING, connection broken
            08007, PASSING, the answer to COMMIT is lost
            25006, PASSING, the server has become a standby
            25P03, PASSING, idle in the transaction for too long
            40001, PASSING, serialization
            40P01, PASSING, deadlock
            53100, PASSING, disk full
            53300, PASSING, too many connections
            55000, PASSING, the database takes no connections
            55P03, PASSING, lock not available
            57014, PASSING, statement timeout
            57P01, PASSING, administrator shuts down
            57P03, PASSING, still starting
            22001, POISON,  too long
            22003, POISON,  number out of range
            22021, POISON,  NUL in text
            22P05, POISON,  NUL in JSON
            23502, POISON,  null where none may be
            23505, POISON,  already there
            23514, POISON,  no partition for it
            54000, POISON,  too large for an index
            54001, POISON,  nested too deeply
            25P02, BUG,     a statement in a transaction that had failed
            28P01, BUG,     wrong password
            42P01, BUG,     no such table
            42501, BUG,     no permission
            0A000, BUG,     not supported
            XX000, BUG,     internal error
            """)
    void of_state_decidesWhatToDo(String state, SqlFailure expected, String meaning) {
        assertThat(SqlFailure.of(new SQLException(meaning, state))).isEqualTo(expected);
    }

    @Test
    void of_noState_isPassing() {
        assertThat(SqlFailure.of(new SQLException("the pool has no connection left")))
                .isEqualTo(SqlFailure.PASSING);
    }
}
