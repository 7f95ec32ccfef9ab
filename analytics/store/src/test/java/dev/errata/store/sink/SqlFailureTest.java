package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            08000, STORE, no connection
            08006, STORE, connection broken
            08007, STORE, the answer to COMMIT is lost
            25006, STORE, the server has become a standby
            25P03, STORE, idle in the transaction for too long
            40001, STORE, serialization
            40P01, STORE, deadlock
            53100, STORE, disk full
            53300, STORE, too many connections
            55000, STORE, the database takes no connections
            55P03, STORE, lock not available
            57014, STORE, statement timeout
            57P01, STORE, administrator shuts down
            57P03, STORE, still starting
            22001, RECORD,  too long
            22003, RECORD,  number out of range
            22021, RECORD,  NUL in text
            22P05, RECORD,  NUL in JSON
            23502, RECORD,  null where none may be
            23505, RECORD,  already there
            23514, RECORD,  no partition for it
            54000, RECORD,  too large for an index
            54001, RECORD,  nested too deeply
            25P02, STORE,   a statement in a transaction that had failed
            28P01, STORE,   wrong password
            42P01, STORE,   no such table
            42501, STORE,   no permission
            0A000, STORE,   not supported
            XX000, STORE,   internal error
            """)
    void of_state_decidesWhatToDo(String state, SqlFailure expected, String meaning) {
        assertThat(SqlFailure.of(new SQLException(meaning, state))).isEqualTo(expected);
    }

    @Test
    void of_noState_isTheStores() {
        assertThat(SqlFailure.of(new SQLException("the pool has no connection left")))
                .isEqualTo(SqlFailure.STORE);
    }
}
