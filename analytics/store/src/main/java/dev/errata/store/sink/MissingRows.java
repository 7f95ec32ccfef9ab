package dev.errata.store.sink;

import dev.errata.store.sink.EventRows.Identity;
import dev.errata.store.sink.EventRows.Row;
import dev.errata.store.sink.JudgedRows.Judged;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/** Puts in rows that may be there already, and books what each differs from the topology's count by. */
final class MissingRows {
    private final Connection connection;
    private final Corrections.Ledger ledger;

    MissingRows(Connection connection, Corrections.Ledger ledger) {
        this.connection = connection;
        this.ledger = ledger;
    }

    /** Stores the first of each identity that is not there yet; answers how many these were. */
    int insert(List<Judged> events) throws SQLException {
        var first = new LinkedHashMap<Identity, Row>();
        events.forEach(judged -> first.putIfAbsent(judged.identity(), judged.row()));
        var inserted = EventRows.insertMissing(connection, first.values());
        var unbooked = new HashSet<>(inserted);
        events.forEach(judged -> book(judged, unbooked.remove(judged.identity())));
        return inserted.size();
    }

    private void book(Judged judged, boolean inserted) {
        if (inserted != judged.counted()) {
            ledger.book(judged.rateRow(), inserted, judged.counted());
        }
    }
}
