package dev.errata.store.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLState;

/**
 * New events on their way into the table, by one {@code COPY}. They leave a piece at a time, so that Postgres stores the first
 * while the next are made, and a batch takes no more memory than a piece. From the first piece to the end nothing else can
 * be done with the connection. Used by one thread.
 */
final class EventCopy implements AutoCloseable {
    /** Stays in the processor's cache, here and in Postgres. */
    private static final int PIECE = 64 * 1024;

    private static final int LARGE_ROW = 8 * 1024;

    private final Connection connection;
    private final BinaryCopy rows = new BinaryCopy(PIECE + LARGE_ROW);
    private @Nullable Savepoint before;
    private @Nullable CopyIn copy;
    private boolean isDuplicated;

    /** Without rows; until there is a piece of them the connection is not touched. */
    EventCopy(Connection connection) {
        this.connection = connection;
    }

    /** Where rows are written. */
    BinaryCopy rows() {
        return rows;
    }

    /** What is written so far consists of whole rows. */
    void rowWritten() throws SQLException {
        if (rows.length() >= PIECE) {
            send(false);
        }
    }

    /** Whether all rows went in; if not, since one is there already, none did. */
    boolean end() throws SQLException {
        send(true);
        return !isDuplicated;
    }

    private void send(boolean isLast) throws SQLException {
        try {
            if (!isDuplicated) {
                sendTo(begun(), isLast);
            }
        } catch (SQLException e) {
            if (!PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            isDuplicated = true;
        }
        rows.clear();
    }

    private CopyIn begun() throws SQLException {
        if (copy == null) {
            before = connection.setSavepoint();
            copy = BinaryCopy.begin(connection, EventRows.TABLE, EventRows.COLUMNS);
        }
        return copy;
    }

    private void sendTo(CopyIn begun, boolean isLast) throws SQLException {
        if (isLast) {
            rows.endIn(begun);
        } else {
            rows.sendTo(begun);
        }
    }

    /** Gives up on what has not ended. */
    @Override
    public void close() throws SQLException {
        if (copy != null && copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
