package dev.errata.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppVersionsIT {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private StoreDatabase database;
    private AppVersions versions;

    @BeforeEach
    void open() throws SQLException {
        database = StoreDatabase.on(LocalDate.parse("2026-11-25"));
        versions = new AppVersions(database.dataSource());
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void note_aVersionThatIsNew_marksWhereItBegan() throws SQLException {
        event(1, "11:58:10", "'1.0'");
        event(2, "11:58:30", "'1.0'");
        versions.note(NOON);
        event(3, "12:00:20", "'1.1'");
        event(4, "12:00:30", "'1.0'");
        event(5, "12:00:40", "NULL");
        versions.note(NOON.plusSeconds(60));
        versions.note(NOON.plusSeconds(120));

        assertThat(database.rows("SELECT app_version, first_seen::time::text FROM app_version ORDER BY 1"))
                .containsExactly(List.of("1.0", "11:58:10"), List.of("1.1", "12:00:20"));
        assertThat(database.rows("SELECT app, previous_version, app_version FROM reporting.deploy"))
                .containsExactly(List.of("checkout", "1.0", "1.1"));
    }

    private void event(int number, String time, String version) throws SQLException {
        database.execute("""
                INSERT INTO event (event_day, project, event_id, time, received_at, app, app_version)
                VALUES ('2026-11-25', 'p', '00000000-0000-0000-0000-%012d', '2026-11-25T%sZ', '2026-11-25T%sZ', 'checkout', %s)
                """.formatted(number, time, time, version));
    }
}
