package dev.errata.contract;

import dev.errata.contract.TrafficRecord.Calls;
import org.jspecify.annotations.Nullable;

/** {@link TrafficRecord} as JSON; {@code traffic-record.schema.json} describes it. */
public final class TrafficRecordCodec extends RecordCodec<TrafficRecord> {

    @Override
    TrafficRecord read(Fields in) throws InvalidRecordException {
        return new TrafficRecord(
                in.requiredLabel("source"),
                in.requiredCount("seq"),
                in.window("window"),
                new Caller(in.label("project"), in.label("app"), null, in.label("env"), in.label("region")),
                new Target(in.label("provider"), in.label("model"), in.label("operation"), null, null),
                in.requiredCount("requests"),
                calls(in),
                in.count("lost"));
    }

    /** All three counts or none: a part of them would make a ratio of unlike things. */
    private static @Nullable Calls calls(Fields in) throws InvalidRecordException {
        var total = in.count("calls");
        var failed = in.count("calls_failed");
        var rescued = in.count("calls_rescued");
        if (total == null && failed == null && rescued == null) {
            return null;
        }
        if (total == null || failed == null || rescued == null) {
            throw new InvalidRecordException(
                    Reason.MISSING_FIELD, "calls", "calls, calls_failed and calls_rescued come together");
        }
        if (failed > total || rescued > total - failed) {
            throw new InvalidRecordException(
                    Reason.INVALID_FIELD, "calls", "calls must be at least calls_failed + calls_rescued");
        }
        return new Calls(total, failed, rescued);
    }

    @Override
    void write(TrafficRecord record, JsonOutput out) {
        out.startObject();
        out.put("source", record.source());
        out.put("seq", record.seq());
        out.put("window", Times.format(record.window()));
        out.put("project", record.caller().project());
        out.put("app", record.caller().app());
        out.put("env", record.caller().env());
        out.put("region", record.caller().region());
        out.put("provider", record.target().provider());
        out.put("model", record.target().model());
        out.put("operation", record.target().operation());
        out.put("requests", record.requests());
        var calls = record.calls();
        if (calls != null) {
            out.put("calls", calls.total());
            out.put("calls_failed", calls.failed());
            out.put("calls_rescued", calls.rescued());
        }
        out.put("lost", record.lost());
        out.endObject();
    }
}
