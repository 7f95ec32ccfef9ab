package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.EventIds;
import dev.errata.contract.Topics;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker in its everyday life. */
class SinkWorkerIT extends WorkerFixture {

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void worker_inEitherGroupProtocol_storesWhatIsSent(String protocol) throws SQLException {
        topic.send(events(100));
        start(Map.of("group.protocol", protocol), "group");
        topic.send(events(100));

        awaitStored(200);
        awaitOffsets(200);
        assertThat(corrections()).isEqualTo(0L);
        awaitRecords("stored", 200);
        await().atMost(LIMIT).until(() -> meters.get("errata.sink.lag").gauge().value() == 0);
    }

    @Test
    void workers_ofOneGroup_shareThePartitions() throws SQLException {
        start("group");
        topic.send(events(100));
        awaitStored(100);

        start("group");
        var sent = 100;
        for (int i = 0; i < 50; i++) {
            topic.send(events(20));
            sent += 20;
            awaitStored(sent);
        }

        awaitOffsets(sent);
        assertThat(stored()).isEqualTo(sent);
        assertThat(corrections()).isEqualTo(0L);
    }

    @Test
    void worker_withAPoisonInItsBatch_storesTheRest_buriesTheOne() throws SQLException {
        refusePoison();
        var events = events(500);
        events.set(321, Events.withCode(events.get(321), "poison"));
        topic.send(events);

        start("group");

        awaitOffsets(500);
        assertThat(stored()).isEqualTo(499L);
        assertThat(database.rows("SELECT reason, event_id, detail FROM dead_letter"))
                .containsExactly(
                        List.of("unstorable", events.get(321).eventId(), "Postgres refuses it with SQLSTATE 22000"));
        assertThat(corrections()).as("the topology counted the poison").isEqualTo(-1L);
        assertThat(count("errata.sink.records", "dead_letter")).isEqualTo(1);
    }

    @Test
    void worker_soFarBehindThatADayIsGone_buriesItsEventsAsTooOld_storesTheOthers() throws SQLException {
        var yesterday = now.minus(1, ChronoUnit.DAYS);
        var old = Events.of(EventIds.random(yesterday, RANDOM), now, "code", null);
        topic.send(events(10));
        topic.send(List.of(old));
        for (int day = -3; day <= -1; day++) {
            database.execute("DROP TABLE event_" + day(day).toString().replace("-", ""));
        }
        start("group");

        awaitOffsets(11);
        assertThat(stored()).isEqualTo(10L);
        assertThat(database.rows("SELECT reason, field, event_id FROM dead_letter"))
                .containsExactly(List.of("too_old", "event_id", old.eventId()));
        assertThat(corrections()).as("the topology counted it").isEqualTo(-1L);
    }

    @Test
    void resends_ofEventsThatAreStored_changeNothing() throws SQLException {
        var events = events(20);
        start("group");
        topic.send(events);
        topic.send(events, Topics.RESEND_HEADER);

        awaitOffsets(40);
        assertThat(stored()).isEqualTo(20L);
        assertThat(corrections()).isEqualTo(0L);
    }
}
