package dev.errata.store.query;

import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.DeadLetter.Replay;
import dev.errata.store.deadletter.DeadLetter.Why;
import dev.errata.store.deadletter.DeadLetterId;
import dev.errata.store.deadletter.Sender;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of {@code dead_letter}. */
final class DeadLetterMapper implements RowMapper<DeadLetter> {
    @Override
    public DeadLetter map(ResultSet results, StatementContext context) throws SQLException {
        var row = new Row(results);
        return new DeadLetter(
                new DeadLetterId(
                        row.requiredText("topic"),
                        results.getInt("partition"),
                        results.getLong("record_offset"),
                        results.getLong("last_offset")),
                results.getLong("records"),
                row.requiredTime("received_at"),
                row.requiredTime("last_received_at"),
                new Why(row.requiredText("reason"), row.text("field"), row.requiredText("detail")),
                new Sender(row.text("project"), row.text("app")),
                row.value("event_id", UUID.class),
                row.text("request_id"),
                replay(row));
    }

    private static @Nullable Replay replay(Row row) throws SQLException {
        var at = row.time("replayed_at");
        return at == null ? null : new Replay(at, "stored".equals(row.text("outcome")));
    }
}
