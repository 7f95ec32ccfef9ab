package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where a worker reads on, and who may write. */
class SinkOffsetsIT extends WorkerFixture {

    @Test
    void worker_afterARestart_goesOnAtTheStoredOffset() throws SQLException {
        var first = start("group");
        topic.send(events(50));
        awaitStored(50);
        first.close();

        topic.send(events(50));
        start("another group, so that only Postgres can know");

        awaitStored(100);
        awaitRecords("stored", 100);
        assertThat(count("errata.sink.records", "duplicate")).isZero();
    }

    @Test
    void workers_thatRivalOnTheSameOffsets_writeEachRecordOnce() throws SQLException {
        start("one");
        start("two");
        var sent = new ArrayList<ErrorEvent>();
        await().atMost(LIMIT).until(() -> {
            var batch = events(20);
            topic.send(batch);
            sent.addAll(batch);
            return count("errata.sink.fenced") > 0;
        });
        var again = sent.subList(0, 20);
        topic.send(again); // the marker is forgotten, so each is to be taken back once

        awaitOffsets(sent.size() + 20);
        assertThat(stored()).isEqualTo(sent.size());
        assertThat(corrections()).isEqualTo(-20L);
        awaitRecords("stored", sent.size());
        awaitRecords("duplicate", 20);
        assertThat(workers).allMatch(SinkWorker::isAlive);
    }

    @Test
    void worker_whoseCommitGoesInUnanswered_doesNotWriteTwice() throws SQLException {
        start("group");
        topic.send(events(100));
        awaitStored(100);

        faulty.loseNextAnswer();
        topic.send(events(100));
        topic.send(events(100));

        awaitOffsets(300);
        assertThat(stored()).isEqualTo(300L);
        assertThat(corrections())
                .as("a second writing would take every count back")
                .isEqualTo(0L);
        assertThat(count("errata.sink.fenced")).isEqualTo(1);
    }

    @Test
    void worker_thatIsOvertaken_whereTheLogNoLongerStartsAtZero_goesOn() throws Exception {
        var worker = start("group");
        topic.send(events(100));
        awaitOffsets(100);
        topic.deleteBefore(0, 50);
        topic.deleteBefore(1, 50);

        faulty.loseNextAnswer();
        topic.send(events(1));
        await().atMost(LIMIT).until(() -> count("errata.sink.fenced") > 0);
        topic.send(events(100));

        awaitOffsets(201);
        assertThat(worker.isAlive()).isTrue();
    }

    @Test
    void worker_ofATransactionalLog_countsMarkersIn_andReadsNothingAborted() throws Exception {
        start("group");
        var config = new HashMap<>(TestTopic.KAFKA);
        config.put("transactional.id", UUID.randomUUID().toString());
        try (var producer = TestTopic.producer(config)) {
            producer.initTransactions();
            for (var abort : List.of(true, false, true)) {
                producer.beginTransaction();
                producer.send(topic.record(0, events(1).getFirst())).get();
                if (abort) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }

        awaitOffsets(6); // three records and a marker after each
        assertThat(stored()).isEqualTo(1L);
    }

    @Test
    void worker_ofATopicMadeAnew_stops() throws Exception {
        start("group");
        topic.send(events(10));
        awaitStored(10);
        workers.getFirst().close();

        topic.recreate();
        topicIds = topic.ids();
        topic.send(events(10));
        var worker = start("group");

        await().atMost(LIMIT).until(() -> !worker.isAlive());
        assertThat(stored()).isEqualTo(10L);
    }

    @Test
    void worker_whoseOffsetIsPastRetention_stops() throws Exception {
        start("group");
        topic.send(events(10));
        awaitStored(10);
        workers.getFirst().close();

        topic.send(events(20));
        topic.deleteBefore(0, 10);
        var worker = start("group");

        await().atMost(LIMIT).until(() -> !worker.isAlive());
    }
}
