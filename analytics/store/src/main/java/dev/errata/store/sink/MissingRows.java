package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.store.sink.EventRows.Identity;
import dev.errata.store.sink.EventRows.Row;
import dev.errata.store.sink.JudgedRows.Judged;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/** Puts in rows that may be there already, and books what each differs from the topology's count by. */
final class MissingRows {
    private final Connection connection;
    private final Corrections.Ledger ledger;
    private final Consumer<ErrorEvent> stored;

    /** @param stored is told of each event that was not there yet */
    MissingRows(Connection connection, Corrections.Ledger ledger, Consumer<ErrorEvent> stored) {
        this.connection = connection;
        this.ledger = ledger;
        this.stored = stored;
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
        if (inserted) {
            stored.accept(judged.row().event());
        }
        if (inserted != judged.counted()) {
            ledger.book(judged.rateRow(), inserted, judged.counted());
        }
    }
}
