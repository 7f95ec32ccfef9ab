package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.store.StoreDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BinaryCopyIT {
    private final StoreDatabase database = StoreDatabase.empty();

    @BeforeAll
    void createTable() throws SQLException {
        database.execute(
                "CREATE TABLE copied (id int, v_text text, v_uuid uuid, v_date date, v_timestamptz timestamptz,"
                        + " v_boolean boolean, v_smallint smallint, v_integer integer, v_bigint bigint)");
    }

    @AfterAll
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "tab\t newline\n back\\slash \\N", "Grüße 你好 \uD83D\uDE00", "\u0001\u007F"})
    void text_roundTrips(String value) throws SQLException {
        assertThat(copied("text", copy -> copy.text(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "0197a3c4-8f00-7abc-bdef-0123456789ab",
                "ffffffff-ffff-ffff-ffff-ffffffffffff"
            })
    void uuid_roundTrips(UUID value) throws SQLException {
        assertThat(copied("uuid", copy -> copy.uuid(value))).isEqualTo(value.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01", "1999-12-31", "2000-01-01", "2000-01-02", "2026-02-28", "9999-12-31"})
    void date_roundTrips(LocalDate value) throws SQLException {
        assertThat(copied("date", copy -> copy.date(value))).isEqualTo(value.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00.000000Z",
                "1582-10-10T00:00:00.000001Z",
                "1969-12-31T23:59:59.999999Z",
                "1999-12-31T23:59:59.999999Z",
                "2000-01-01T00:00:00.000000Z",
                "2026-10-25T00:30:00.123456Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void timestamp_roundTrips(String value) throws SQLException {
        assertThat(copied("timestamptz", copy -> copy.timestamp(Instant.parse(value))))
                .isEqualTo(value);
    }

    @Test
    void timestamp_ofTheYearZero_isOneBeforeChrist() throws SQLException {
        assertThat(copied("timestamptz", copy -> copy.timestamp(Instant.parse("0000-06-01T12:00:00Z"))))
                .isEqualTo("0001-06-01T12:00:00.000000Z BC");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bool_roundTrips(boolean value) throws SQLException {
        assertThat(copied("boolean", copy -> copy.bool(value))).isEqualTo(Boolean.toString(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {Short.MIN_VALUE, -1, 0, 599, Short.MAX_VALUE})
    void int2_roundTrips(int value) throws SQLException {
        assertThat(copied("smallint", copy -> copy.int2(value))).isEqualTo(Integer.toString(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_000, Integer.MAX_VALUE})
    void int4_roundTrips(int value) throws SQLException {
        assertThat(copied("integer", copy -> copy.int4(value))).isEqualTo(Integer.toString(value));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
    void int8_roundTrips(long value) throws SQLException {
        assertThat(copied("bigint", copy -> copy.int8(value))).isEqualTo(Long.toString(value));
    }

    @Test
    void nulls_ofAllTypesThatMayBeNull_roundTrip() throws SQLException {
        database.execute("TRUNCATE copied");
        try (var connection = database.connect()) {
            new BinaryCopy()
                    .row(6)
                    .text(null)
                    .timestamp(null)
                    .bool(null)
                    .int2(null)
                    .int4(null)
                    .int8(null)
                    .into(connection, "copied", "v_text, v_timestamptz, v_boolean, v_smallint, v_integer, v_bigint");
            connection.commit();
        }

        assertThat(database.rows("TABLE copied")).containsExactly(Collections.nCopies(9, null));
    }

    @Test
    void rows_inOneCopy_keepTheirOrderAndColumns() throws SQLException {
        database.execute("TRUNCATE copied");
        try (var connection = database.connect()) {
            new BinaryCopy()
                    .row(2)
                    .int4(1)
                    .text("one")
                    .row(2)
                    .int4(2)
                    .text(null)
                    .into(connection, "copied", "id, v_text");
            connection.commit();
        }

        assertThat(database.rows("SELECT id, v_text FROM copied WHERE v_text IS NOT NULL"))
                .containsExactly(List.of(1, "one"));
        assertThat(database.value("SELECT id FROM copied WHERE v_text IS NULL")).isEqualTo(2);
    }

    @Test
    void into_withoutRows_copiesNothing() throws SQLException {
        database.execute("TRUNCATE copied");
        try (var connection = database.connect()) {
            new BinaryCopy().into(connection, "copied", "id");
        }

        assertThat(database.rows("TABLE copied")).isEmpty();
    }

    /** The value as Postgres writes it, after a copy of one row with one column. */
    private @Nullable Object copied(String type, Function<BinaryCopy, BinaryCopy> value) throws SQLException {
        database.execute("TRUNCATE copied");
        try (var connection = database.connect()) {
            value.apply(new BinaryCopy().row(1)).into(connection, "copied", "v_" + type);
            connection.commit();
        }
        var text = type.equals("timestamptz")
                ? "rtrim(to_char(v_timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " || CASE WHEN v_timestamptz < '0001-01-01Z' THEN ' BC' ELSE '' END)"
                : "v_" + type + "::text";
        return database.value("SELECT " + text + " FROM copied");
    }
}
