package dev.errata.bench.sink;

import dev.errata.bench.Contender;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;

/**
 * What Postgres can do at all: the same rows into the same table, by as many connections, each transaction one binary
 * {@code COPY} of bytes that are ready-made in memory.
 */
final class CopyContender implements Contender {
    private static final int ROWS = 50_000;
    private static final int PIECE = 64 * 1024;

    private final BenchDatabase database;
    private final List<List<byte[]>> chunks;
    private final long events;

    private CopyContender(BenchDatabase database, List<List<byte[]>> chunks, long events) {
        this.database = database;
        this.chunks = chunks;
        this.events = events;
    }

    /** Of the rows that are in the table now: each connection has a share of them, in the order of their ids. */
    static CopyContender ofStoredRows(BenchDatabase database, int connections) throws SQLException, IOException {
        var chunks = new ArrayList<List<byte[]>>();
        for (int i = 0; i < connections; i++) {
            var rows =
                    "SELECT * FROM event WHERE mod(abs(hashtext(event_id::text)::bigint), " + connections + ") = " + i;
            chunks.add(chunks(database, rows));
        }
        return new CopyContender(database, chunks, database.number("SELECT count(*) FROM event"));
    }

    private static List<byte[]> chunks(BenchDatabase database, String rows) throws SQLException, IOException {
        var chunks = new ArrayList<byte[]>();
        try (var connection = database.connect()) {
            var all = database.number("SELECT count(*) FROM (" + rows + ") AS share");
            for (long first = 0; first < all; first += ROWS) {
                var bytes = new ByteArrayOutputStream();
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(
                                "COPY (" + rows + " ORDER BY event_id OFFSET " + first + " LIMIT " + ROWS
                                        + ") TO STDOUT (FORMAT binary)",
                                bytes);
                chunks.add(bytes.toByteArray());
            }
            connection.rollback();
        }
        return chunks;
    }

    @Override
    public String name() {
        return "copy";
    }

    @Override
    public void prepare() throws SQLException {
        database.execute("TRUNCATE event");
        database.settle();
    }

    @Override
    public long run() throws Exception {
        try (var threads = Executors.newFixedThreadPool(chunks.size())) {
            var shares = chunks.stream()
                    .map(share -> (Callable<Void>) () -> copy(share))
                    .toList();
            for (var done : threads.invokeAll(shares)) {
                done.get();
            }
        }
        return events;
    }

    private Void copy(List<byte[]> share) throws SQLException, IOException {
        try (var connection = database.connect()) {
            for (var chunk : share) {
                copy(connection, chunk);
                connection.commit();
            }
        }
        return null;
    }

    /** In pieces: a message as large as the chunk would cost Postgres as much memory, and time. */
    private static void copy(Connection connection, byte[] chunk) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY event FROM STDIN (FORMAT binary)", new ByteArrayInputStream(chunk), PIECE);
    }
}
