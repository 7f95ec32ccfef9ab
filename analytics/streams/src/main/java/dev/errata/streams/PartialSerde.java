package dev.errata.streams;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.streams.Partial.Content;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Partials as bytes of the repartition topic: a version, the input, the time reached, then the content by its kind. */
final class PartialSerde {
    private static final byte VERSION = 1;
    private static final byte TICK = 0;
    private static final byte ERRORS = 1;
    private static final byte TRAFFIC = 2;

    private static final TrafficRecordCodec TOTALS = new TrafficRecordCodec();

    private PartialSerde() {}

    static Serde<Partial> serde() {
        return Serdes.serdeFrom(
                (topic, partial) -> partial == null ? null : write(partial),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(Partial partial) {
        var out = new Bytes.Writer();
        out.octet(VERSION);
        out.text(partial.input().topic());
        out.int32(partial.input().partition());
        out.int64(partial.reached().toEpochMilli());
        switch (partial.content()) {
            case Partial.Tick() -> out.octet(TICK);
            case Partial.Errors(var window, var key, var count) -> {
                out.octet(ERRORS);
                out.int64(window.getEpochSecond());
                out.key(key);
                out.int64(count);
            }
            case Partial.Traffic(var totals) -> {
                out.octet(TRAFFIC);
                out.block(TOTALS.encode(totals));
            }
        }
        return out.toBytes();
    }

    private static Partial read(byte[] bytes) {
        var in = new Bytes.Reader(bytes);
        var version = in.octet();
        if (version != VERSION) {
            throw new SerializationException("partial of unknown version " + version);
        }
        return new Partial(new Input(in.text(), in.int32()), Instant.ofEpochMilli(in.int64()), content(in));
    }

    private static Content content(Bytes.Reader in) {
        var kind = in.octet();
        return switch (kind) {
            case TICK -> new Partial.Tick();
            case ERRORS -> new Partial.Errors(Instant.ofEpochSecond(in.int64()), in.key(), in.int64());
            case TRAFFIC -> new Partial.Traffic(totals(in.block()));
            default -> throw new SerializationException("partial of unknown kind " + kind);
        };
    }

    private static TrafficRecord totals(byte[] json) {
        try {
            return TOTALS.decode(json);
        } catch (InvalidRecordException e) {
            throw new SerializationException("totals that were valid when they were sent", e);
        }
    }
}
