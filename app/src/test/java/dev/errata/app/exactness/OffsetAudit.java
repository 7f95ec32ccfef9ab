package dev.errata.app.exactness;

import java.sql.Connection;
import java.sql.SQLException;

/** Lets Postgres itself write down every offset that goes back. */
final class OffsetAudit {
    static final String TABLE = "offset_audit";

    private OffsetAudit() {}

    static void install(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + TABLE + " (LIKE sink_offset, was bigint)");
            statement.execute("CREATE FUNCTION audit_offset() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN INSERT INTO " + TABLE + " VALUES (NEW.*, OLD.next_offset); RETURN NEW; END $$");
            statement.execute("CREATE TRIGGER audit_offset BEFORE UPDATE ON sink_offset FOR EACH ROW"
                    + " WHEN (NEW.next_offset < OLD.next_offset) EXECUTE FUNCTION audit_offset()");
        }
    }
}
