package dev.errata.contract;

import dev.errata.contract.CallOutcome.Outcome;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

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
    void write(CallOutcome outcome, JsonGenerator out) {
        out.writeStartObject();
        put(out, "call_id", outcome.callId());
        put(out, "task_id", outcome.taskId());
        out.writeStringProperty("time", outcome.time().toString());
        out.writeStringProperty("outcome", outcome.outcome().name().toLowerCase(Locale.ROOT));
        put(out, "project", outcome.caller().project());
        put(out, "app", outcome.caller().app());
        put(out, "env", outcome.caller().env());
        put(out, "region", outcome.caller().region());
        put(out, "provider", outcome.target().provider());
        put(out, "model", outcome.target().model());
        put(out, "operation", outcome.target().operation());
        put(out, "latency_ms", outcome.latencyMs());
        out.writeEndObject();
    }
}
