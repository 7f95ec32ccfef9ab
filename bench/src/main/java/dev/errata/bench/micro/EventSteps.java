package dev.errata.bench.micro;

import dev.errata.bench.topology.KeyedEvents;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.quick.EncodedEvent;
import dev.errata.contract.quick.EventWriter;
import dev.errata.contract.redact.Redactor;
import dev.errata.contract.scan.EventScanner;
import dev.errata.core.CountKey;
import dev.errata.core.EventJudge;
import dev.errata.core.TimeRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Steps with one event of about 450 bytes and of 300 series, another one each time. Public, as JMH wants it. */
@State(Scope.Thread)
public class EventSteps {
    private static final int EVENTS = 4_096;
    private static final int KEYS = 300;
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    private final ErrorEventCodec codec = new ErrorEventCodec();
    private final EventWriter writer = new EventWriter(Redactor.STANDARD);
    private final EventScanner scanner = new EventScanner();
    private final EventJudge judge = new EventJudge(TimeRules.DEFAULT);
    private final Map<CountKey, long[]> counts = new HashMap<>();
    private final List<byte[]> records = new ArrayList<>();
    private final List<ErrorEvent> events = new ArrayList<>();
    private int next;

    /** Makes the events. */
    @Setup
    public void makeEvents() throws InvalidRecordException {
        var source = new KeyedEvents(KEYS, 1);
        for (int i = 0; i < EVENTS; i++) {
            var json = source.next(TIME);
            records.add(json);
            events.add(codec.decode(json));
        }
    }

    private int index() {
        next = (next + 1) % EVENTS;
        return next;
    }

    /** JSON to an object, all fields checked. */
    @Benchmark
    public ErrorEvent decode() throws InvalidRecordException {
        return codec.decode(records.get(index()));
    }

    /** An object to JSON. */
    @Benchmark
    public byte[] encode() {
        return codec.encode(events.get(index()));
    }

    /** An object without secrets to JSON, as the emitter does it. */
    @Benchmark
    public @Nullable EncodedEvent write() {
        return writer.write(events.get(index()));
    }

    /** Where the fields stand in the JSON. */
    @Benchmark
    public boolean scan() {
        return scanner.scan(records.get(index()));
    }

    /** All that the topology does with an event: the verdict, and a count by series and window. */
    @Benchmark
    public long combine() {
        judge.judge(records.get(index()), false, TIME.toEpochMilli(), null);
        var count = counts.get(judge.key());
        if (count == null) {
            count = new long[1];
            counts.put(judge.key().copy(), count);
        }
        return ++count[0];
    }
}
