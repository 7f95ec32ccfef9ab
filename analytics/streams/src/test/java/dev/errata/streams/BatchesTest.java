package dev.errata.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A fetch as one record, and back. */
class BatchesTest {
    private static final TopicPartition RAW = new TopicPartition("errata.events", 0);
    private static final TopicPartition OTHER = new TopicPartition("partials", 0);

    private final Batches batches = new Batches(Set.of("errata.events"));

    @Test
    void records_ofARawPartition_areOneAtTheFirstOffset() {
        var shown = batches.wrap(fetched(RAW, 5, 6, 9)).records(RAW);

        assertThat(shown).extracting(ConsumerRecord::offset).containsExactly(5L);
        assertThat(batches.take(RAW, shown.getFirst().value()))
                .extracting(ConsumerRecord::offset)
                .containsExactly(5L, 6L, 9L);
    }

    @Test
    void nextOffsets_always_areThoseOfTheFetch() {
        assertThat(batches.wrap(fetched(RAW, 5, 6)).nextOffsets()).containsEntry(RAW, new OffsetAndMetadata(7));
    }

    @Test
    void records_ofOtherTopics_staySingle() {
        assertThat(batches.wrap(fetched(OTHER, 5, 6)).records(OTHER)).hasSize(2);
    }

    @Test
    void fetch_thatWasDropped_isForgotten() {
        batches.wrap(fetched(RAW, 5, 6));
        var again = batches.wrap(fetched(RAW, 5, 6, 7)).records(RAW).getFirst();

        assertThat(batches.take(RAW, again.value()))
                .extracting(ConsumerRecord::offset)
                .containsExactly(5L, 6L, 7L);
    }

    @Test
    void fetch_takenTwice_isRefused() {
        var shown = batches.wrap(fetched(RAW, 5)).records(RAW).getFirst();
        batches.take(RAW, shown.value());

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> batches.take(RAW, shown.value()));
    }

    private static ConsumerRecords<byte[], byte[]> fetched(TopicPartition partition, long... offsets) {
        var records = Arrays.stream(offsets)
                .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]))
                .toList();
        var next = new OffsetAndMetadata(offsets[offsets.length - 1] + 1);
        return new ConsumerRecords<>(Map.of(partition, records), Map.of(partition, next));
    }
}
