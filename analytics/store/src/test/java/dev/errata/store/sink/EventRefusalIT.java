package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.EventIds;
import dev.errata.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not stored. */
class EventRefusalIT extends EventSinkFixture {

    @Test
    void refuse_ofAPoison_leavesADeadLetterWithItsIds() throws SQLException {
        var event = Events.full(EventIds.random(NOW, new Random(5)), NOW);

        sink.refuse(log.append(event, NOW), noPartition());

        assertThat(database.rows("SELECT topic, partition, record_offset, received_at = '" + NOW
                        + "', reason, field, detail, project, event_id, request_id FROM dead_letter"))
                .containsExactly(Arrays.asList(
                        Topics.EVENTS,
                        3,
                        0L,
                        true,
                        "unstorable",
                        null,
                        "Postgres refuses it with SQLSTATE 23514",
                        "acme",
                        event.eventId(),
                        "req-1"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-06-12T23:59:59.999Z, too_old
            2026-06-18T00:00:00.000Z, too_new
            """)
    void write_ofADayThatIsNotKept_isADeadLetter(Instant born, String reason) throws SQLException {
        var event = Events.of(EventIds.random(born, new Random(2)), NOW, "code", null);

        assertThat(sink.write(log.append(event, NOW))).isEqualTo(new Written(0, 0, 1));

        assertThat(database.rows("SELECT reason, field, record_offset, project, event_id FROM dead_letter"))
                .containsExactly(List.of(reason, "event_id", 0L, "default", event.eventId()));
        assertThat(corrections()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-06-13T00:00:00.000Z", "2026-06-17T23:59:59.999Z"})
    void write_ofTheFirstAndTheLastDayThatIsKept_isStored(Instant born) throws SQLException {
        var event = Events.of(EventIds.random(born, new Random(2)), NOW, "code", null);

        assertThat(sink.write(log.append(event, NOW))).isEqualTo(new Written(1, 0, 0));
    }

    @Test
    void write_ofWhatCannotBeRead_isADeadLetterWithItsCoordinates() throws SQLException {
        sink.write(log.append(Events.at(NOW), NOW));

        assertThat(sink.write(
                        log.append("not JSON".getBytes(StandardCharsets.UTF_8), NOW),
                        log.append((byte[]) null, NOW),
                        log.append(Events.at(NOW), NOW),
                        log.append("{}".getBytes(StandardCharsets.UTF_8), NOW)))
                .isEqualTo(new Written(1, 0, 3));

        assertThat(
                        database.rows(
                                "SELECT partition, record_offset, reason, field, project FROM dead_letter ORDER BY record_offset"))
                .containsExactly(
                        Arrays.asList(3, 1L, "malformed", null, null),
                        Arrays.asList(3, 2L, "malformed", null, null),
                        Arrays.asList(3, 4L, "missing_field", "event_id", "default"));
        assertThat(corrections()).isEmpty();
    }
}
