package dev.errata.store.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.InvalidRecordException;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.store.incident.Care;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of {@code incident}. */
final class FoundIncidentMapper implements RowMapper<FoundIncident> {
    @Override
    public FoundIncident map(ResultSet results, StatementContext ctx) throws SQLException {
        var row = new Row(results);
        var care = new Care(
                row.time("acknowledged_at"),
                row.text("acknowledged_by"),
                row.time("snoozed_until"),
                row.text("snoozed_by"));
        try {
            return new FoundIncident(
                    IncidentCodec.decode(row.requiredText("record").getBytes(UTF_8)), care);
        } catch (InvalidRecordException e) {
            throw new IllegalStateException("what was stored as an incident is none", e);
        }
    }
}
