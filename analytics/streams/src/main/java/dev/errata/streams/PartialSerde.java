package dev.errata.streams;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.streams.Partial.Content;
import dev.errata.streams.Partial.Count;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;

/** Partials as bytes of the repartition topic: a version, the input, the time reached, then the content by its kind. */
final class PartialSerde {
    private static final byte VERSION = 4;
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
        var out = new Binary.Writer();
        out.octet(VERSION);
        out.text(partial.input().topic());
        out.int32(partial.input().partition());
        out.int64(partial.reached().toEpochMilli());
        switch (partial.content()) {
            case Partial.Tick() -> out.octet(TICK);
            case Partial.Errors(var counts) -> {
                out.octet(ERRORS);
                out.int32(counts.size());
                counts.forEach(count -> write(count, out));
            }
            case Partial.Traffic(var totals) -> {
                out.octet(TRAFFIC);
                out.block(TOTALS.encode(totals));
            }
        }
        return out.toBytes();
    }

    private static Partial read(byte[] bytes) {
        var in = new Binary.Reader(bytes);
        var version = in.octet();
        if (version != VERSION) {
            throw new SerializationException("partial of unknown version " + version);
        }
        return new Partial(new Input(in.text(), in.int32()), Instant.ofEpochMilli(in.int64()), content(in));
    }

    private static Content content(Binary.Reader in) {
        var kind = in.octet();
        return switch (kind) {
            case TICK -> new Partial.Tick();
            case ERRORS -> new Partial.Errors(counts(in));
            case TRAFFIC -> new Partial.Traffic(totals(in.block()));
            default -> throw new SerializationException("partial of unknown kind " + kind);
        };
    }

    private static void write(Count count, Binary.Writer out) {
        out.int64(count.window().getEpochSecond());
        out.int64(count.judged());
        out.block(count.key().get());
        out.int64(count.events());
        out.text(count.version());
        out.int64(count.withoutRequestId());
    }

    private static List<Count> counts(Binary.Reader in) {
        var counts = new ArrayList<Count>();
        for (int left = in.int32(); left > 0; left--) {
            counts.add(new Count(
                    Instant.ofEpochSecond(in.int64()),
                    in.int64(),
                    Bytes.wrap(in.block()),
                    in.int64(),
                    in.text(),
                    in.int64()));
        }
        return counts;
    }

    private static TrafficRecord totals(byte[] json) {
        try {
            return TOTALS.decode(json);
        } catch (InvalidRecordException e) {
            throw new SerializationException("totals that were valid when they were sent", e);
        }
    }
}
