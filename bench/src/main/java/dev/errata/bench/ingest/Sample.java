package dev.errata.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What every contender sends, over and over.
 *
 * @param records as they stand in Kafka, whoever sends them
 */
record Sample(List<Item> records) {
    private static final int SEED = 20_260_301;
    private static final ErrorEventCodec CODEC = new ErrorEventCodec();

    Sample {
        records = List.copyOf(records);
    }

    /** One event. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Item(ErrorEvent event, byte[] key, byte[] value) {}

    /** So many events, the same every time. */
    static Sample of(int events) {
        return new Sample(new SampleEvents(new SplittableRandom(SEED))
                .stream().limit(events).map(Sample::item).toList());
    }

    /** The mean length of a value. */
    long meanBytes() {
        return Math.round(
                records.stream().mapToInt(item -> item.value().length).average().orElse(0));
    }

    private static Item item(ErrorEvent event) {
        var key = event.caller().projectOrDefault() + '/' + event.eventId();
        return new Item(event, key.getBytes(UTF_8), CODEC.encode(event));
    }
}
