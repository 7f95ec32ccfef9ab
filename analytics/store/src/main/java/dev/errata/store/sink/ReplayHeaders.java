package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.Topics;
import dev.errata.store.deadletter.DeadLetterId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * What a replayed record carries: that it is a resend, for the topology; which record it repeats, so that a second refusal
 * falls on the same dead letter; and, the last one, which dead letter is closed by its being stored. Dead letters are
 * named by their offsets alone: a replay stays in its topic and partition.
 */
final class ReplayHeaders {
    /** Offset and append time of the original. */
    private static final String ORIGINAL = "errata-replay-of";

    /** First and last offset of the dead letter. */
    private static final String CLOSES = "errata-replay-closes";

    private static final byte[] PRESENT = "1".getBytes(US_ASCII);
    private static final Pattern PAIR = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private ReplayHeaders() {}

    /** The record that is repeated. */
    record Original(long offset, Instant appended) {}

    /** The dead letter whose last record this is. */
    record Closed(long first, long last) {}

    /** The same record for the end of the same partition. */
    static ProducerRecord<byte[], byte[]> repeated(ConsumerRecord<byte[], byte[]> record) {
        var again = new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), record.value(), record.headers());
        again.headers().remove(Topics.RESEND_HEADER).add(Topics.RESEND_HEADER, PRESENT);
        return with(again, ORIGINAL, record.offset(), record.timestamp());
    }

    /** The same, closing the dead letter. */
    static ProducerRecord<byte[], byte[]> closing(ConsumerRecord<byte[], byte[]> record, DeadLetterId letter) {
        return with(repeated(record), CLOSES, letter.offset(), letter.lastOffset());
    }

    static Optional<Original> original(ConsumerRecord<byte[], byte[]> record) {
        return pair(record.headers(), ORIGINAL)
                .map(pair -> new Original(number(pair, 1), Instant.ofEpochMilli(number(pair, 2))));
    }

    static Optional<Closed> closes(ConsumerRecord<byte[], byte[]> record) {
        return pair(record.headers(), CLOSES).map(pair -> new Closed(number(pair, 1), number(pair, 2)));
    }

    private static ProducerRecord<byte[], byte[]> with(
            ProducerRecord<byte[], byte[]> record, String name, long first, long second) {
        record.headers().remove(name).add(name, (first + "-" + second).getBytes(US_ASCII));
        return record;
    }

    private static Optional<MatchResult> pair(Headers headers, String name) {
        var header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        var matcher = PAIR.matcher(new String(header.value(), US_ASCII));
        return matcher.matches() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private static long number(MatchResult pair, int group) {
        return Long.parseLong(pair.group(group));
    }
}
