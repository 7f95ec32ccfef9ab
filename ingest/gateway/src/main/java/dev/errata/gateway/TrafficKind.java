package dev.errata.gateway;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import dev.errata.contract.RecordCodec;
import dev.errata.contract.Topics;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.contract.redact.Redactor;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Totals of calls. A window that has closed takes none any more: the sender hears of it at once.
 *
 * @param grace how long after its end a window still takes totals
 * @param clock tells the time of arrival
 */
record TrafficKind(Duration grace, InstantSource clock) implements RecordKind<TrafficRecord> {
    private static final TrafficRecordCodec CODEC = new TrafficRecordCodec();
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final String WINDOW = "window";

    @Override
    public String name() {
        return "traffic";
    }

    @Override
    public String topic() {
        return Topics.TRAFFIC;
    }

    @Override
    public RecordCodec<TrafficRecord> codec() {
        return CODEC;
    }

    @Override
    public TrafficRecord admit(TrafficRecord record, String project) throws InvalidRecordException {
        var now = clock.instant();
        if (record.window().plus(TrafficRecord.WINDOW).plus(grace).isBefore(now)) {
            throw new InvalidRecordException(
                    Reason.TOO_OLD, WINDOW, "window ended more than " + grace.toSeconds() + " s ago");
        }
        if (record.window().isAfter(now.plus(CLOCK_SKEW))) {
            throw new InvalidRecordException(
                    Reason.TOO_NEW, WINDOW, "window begins more than " + CLOCK_SKEW.toSeconds() + " s ahead");
        }
        return record.inProject(project);
    }

    @Override
    public TrafficRecord redact(TrafficRecord record, Redactor redactor) {
        return redactor.redact(record);
    }

    @Override
    public String key(TrafficRecord record) {
        return record.source() + '/' + record.window();
    }
}
