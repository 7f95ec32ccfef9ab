package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Which raw bodies get into the table; all events do. */
class BodySamplingIT extends EventSinkFixture {
    private static final Random RANDOM = new Random(11);

    private DiskPressure pressure = DiskPressure.NONE;

    @Test
    void write_ofManyOfTheSame_keepsTheFirstAndASample_saysOfTheOthersThatTheyHadOne() throws SQLException {
        sink = sink(RawTopics.SHARED, new BodySampling(5, () -> pressure));

        var written = sink.write(records(50, NOW, "the answer"));

        assertThat(written).isEqualTo(new Written(50, 0, 0, 43));
        assertThat(counts()).isEqualTo(List.of(50L, 7L, 43L));
        assertThat(corrections()).as("all were counted").isEmpty();
    }

    @Test
    void write_ofEventsWithoutABody_leavesNothingOut() throws SQLException {
        sink = sink(RawTopics.SHARED, new BodySampling(0, () -> pressure));

        sink.write(log.append(Events.at(NOW), NOW));

        assertThat(counts()).isEqualTo(List.of(1L, 0L, 0L));
    }

    @Test
    void write_whileSpaceIsShort_keepsFewerBodies_andAllEvents() throws SQLException {
        sink = sink(RawTopics.SHARED, new BodySampling(20, () -> pressure));
        for (var level : DiskPressure.values()) {
            pressure = level;
            sink.write(records(20, NOW.plusSeconds(10L * level.level()), "the answer"));
        }

        assertThat(counts()).isEqualTo(List.of(80L, 26L, 54L));
    }

    /** Both ways to a row count alike, and what is left out is not said to be masked. */
    @Test
    void write_ofBodiesThatAreMasked_namesThemOnlyWhereTheyAreKept() throws SQLException {
        sink = sink(RawTopics.SHARED, new BodySampling(1, () -> DiskPressure.HIGH));

        sink.write(records(3, NOW, "mail someone@example.com"));

        assertThat(database.rows("SELECT raw_body, altered, body_left_out FROM event WHERE raw_body IS NOT NULL"))
                .hasSize(1)
                .first()
                .satisfies(row -> assertThat(row.toString()).contains("[redacted:email]", "raw_body"));
        assertThat(database.number("SELECT count(*) FROM event WHERE body_left_out AND altered IS NULL"))
                .isEqualTo(2);
    }

    @Test
    void write_thatFails_keepsItsBodiesTheNextTime() throws SQLException {
        sink = sink(RawTopics.SHARED, new BodySampling(1, () -> DiskPressure.HIGH));
        var records = records(3, NOW, "the answer");
        database.execute("ALTER TABLE event RENAME TO away");
        assertThatThrownBy(() -> sink.write(records)).isInstanceOf(SQLException.class);
        database.execute("ALTER TABLE away RENAME TO event");

        sink.write(records);

        assertThat(counts()).isEqualTo(List.of(3L, 1L, 2L));
    }

    private List<ConsumerRecord<byte[], byte[]>> records(int count, Instant time, String body) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (int i = 0; i < count; i++) {
            records.add(log.append(withBody(Events.at(time), body), time));
        }
        return records;
    }

    private static ErrorEvent withBody(ErrorEvent event, String body) {
        return new ErrorEvent(
                EventIds.random(event.time(), RANDOM),
                event.time(),
                event.caller(),
                event.target(),
                event.failure(),
                event.ids(),
                event.attempt(),
                body,
                Map.of(),
                List.of());
    }

    /** Events, those with a body, and those that are said to have had one. */
    private List<?> counts() throws SQLException {
        return database.rows("SELECT count(*), count(raw_body), count(body_left_out) FROM event")
                .getFirst();
    }
}
