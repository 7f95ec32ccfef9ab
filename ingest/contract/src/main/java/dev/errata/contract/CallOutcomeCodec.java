package dev.errata.contract;

import dev.errata.contract.CallOutcome.Outcome;
import java.util.Locale;

/** {@link CallOutcome} as JSON; {@code call-outcome.schema.json} describes it. */
public final class CallOutcomeCodec extends RecordCodec<CallOutcome> {

    @Override
    CallOutcome read(Fields in) throws InvalidRecordException {
        var callId = in.id("call_id");
        var taskId = in.id("task_id");
        if (callId == null && taskId == null) {
            throw new InvalidRecordException(Reason.MISSING_FIELD, "call_id", "call_id or task_id is missing");
        }
        return new CallOutcome(
                callId,
                taskId,
                in.time("time"),
                in.oneOf("outcome", Outcome.class),
                new Caller(in.label("project"), in.label("app"), null, in.label("env"), in.label("region")),
                new Target(in.label("provider"), in.label("model"), in.label("operation"), null, null),
                in.count("latency_ms"));
    }

    @Override
    void write(CallOutcome outcome, JsonOutput out) {
        out.startObject();
        out.put("call_id", outcome.callId());
        out.put("task_id", outcome.taskId());
        out.put("time", Times.format(outcome.time()));
        out.put("outcome", outcome.outcome().name().toLowerCase(Locale.ROOT));
        out.put("project", outcome.caller().project());
        out.put("app", outcome.caller().app());
        out.put("env", outcome.caller().env());
        out.put("region", outcome.caller().region());
        out.put("provider", outcome.target().provider());
        out.put("model", outcome.target().model());
        out.put("operation", outcome.target().operation());
        out.put("latency_ms", outcome.latencyMs());
        out.endObject();
    }
}
