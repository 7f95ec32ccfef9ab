package dev.errata.streams;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Which steps from one offset to the next are right. */
class InputOffsetsTest {
    private final InputOffsets offsets = new InputOffsets(new TopicPartition("errata.events", 0));

    @Test
    void records_oneAfterTheOther_areProcessedAndCommitted() {
        offsets.start(5L);
        fetched(8, 5, 6, 7);
        processed(5, 6);
        offsets.commit(7);
        processed(7);
        offsets.commit(8);
    }

    @Test
    void record_thatWasFetchedAndLeftOut_isMissed() {
        offsets.start(5L);
        fetched(8, 5, 6, 7);
        processed(5);

        assertSkipped(() -> offsets.process(7));
    }

    @Test
    void record_processedTwice_isNoticed() {
        offsets.start(5L);
        fetched(8, 5, 6, 7);
        processed(5, 6);

        assertSkipped(() -> offsets.process(5));
    }

    @Test
    void commit_ofWhatWasFetchedOnly_isRefused() {
        offsets.start(5L);
        fetched(8, 5, 6, 7);
        processed(5);

        assertSkipped(() -> offsets.commit(8));
    }

    @Test
    void commit_ofLessThanWasProcessed_isRefused() {
        offsets.start(5L);
        fetched(8, 5, 6, 7);
        processed(5, 6);

        assertSkipped(() -> offsets.commit(6));
    }

    @Test
    void offsets_withoutARecord_arePassedOver() {
        offsets.start(5L);
        fetched(12, 5, 8, 9);
        processed(5, 8, 9);
        offsets.commit(12);
        fetched(20, 15);
        processed(15);
        offsets.commit(20);
    }

    @Test
    void offsets_withoutARecordOverTwoFetches_areOneGap() {
        offsets.start(5L);
        fetched(6, 5);
        fetched(9);
        fetched(13, 12);
        processed(5, 12);
    }

    @Test
    void gap_beforeARecordThatWasLeftOut_excusesNothing() {
        offsets.start(5L);
        fetched(12, 5, 8, 11);
        processed(5);

        assertSkipped(() -> offsets.process(11));
    }

    @Test
    void task_startingAfterTheFirstFetch_mayBeginBehindAMarker() {
        fetched(12, 8, 9, 10, 11);
        offsets.start(7L);
        processed(8, 9);
    }

    @Test
    void task_withoutACommit_beginsWhereTheLogDoes() {
        offsets.start(null);
        offsets.movedAway();
        fetched(102, 100, 101);
        processed(100);
        offsets.commit(101);
    }

    @Test
    void task_startedAgain_mayCommitNothingThatItDidNotProcess() {
        offsets.start(5L);
        fetched(8, 5, 6, 7);
        processed(5, 6, 7);
        offsets.start(5L);
        offsets.moved(5);

        assertSkipped(() -> offsets.commit(8));
        fetched(8, 5, 6, 7);
        processed(5, 6, 7);
        offsets.commit(8);
    }

    @Test
    void task_startedAgainWithoutACommit_mayCommitNothingThatItDidNotProcess() {
        offsets.start(null);
        fetched(8, 5, 6, 7);
        processed(5, 6, 7);
        offsets.start(null);
        offsets.movedAway();

        assertSkipped(() -> offsets.commit(8));
    }

    @Test
    void log_thatBeginsBehindTheCommit_isNoticed() {
        offsets.start(5L);
        offsets.movedAway();
        fetched(102, 100, 101);

        assertSkipped(() -> offsets.process(100));
    }

    @Test
    void partition_thatCameBackFromAnother_beginsWhereThatCommitted() {
        offsets.start(5L);
        fetched(7, 5, 6);
        processed(5, 6);
        offsets.commit(7);
        offsets.start(50L);
        fetched(53, 51, 52);
        processed(51, 52);
    }

    private void fetched(long next, long... records) {
        var all = Arrays.stream(records)
                .mapToObj(offset -> new ConsumerRecord<>("errata.events", 0, offset, "", ""))
                .toList();
        offsets.fetched(all, next);
    }

    private void processed(long... records) {
        assertThatCode(() -> Arrays.stream(records).forEach(offsets::process)).doesNotThrowAnyException();
    }

    private static void assertSkipped(Runnable step) {
        assertThatExceptionOfType(SkippedRecordsException.class).isThrownBy(step::run);
    }
}
