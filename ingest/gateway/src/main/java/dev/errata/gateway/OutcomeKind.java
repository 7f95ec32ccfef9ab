package dev.errata.gateway;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RecordCodec;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How calls and tasks went on. All steps of one subject share a partition, so that they stay in order. */
record OutcomeKind() implements RecordKind<CallOutcome> {
    private static final CallOutcomeCodec CODEC = new CallOutcomeCodec();

    @Override
    public String name() {
        return "outcomes";
    }

    @Override
    public String topic() {
        return Topics.OUTCOMES;
    }

    @Override
    public RecordCodec<CallOutcome> codec() {
        return CODEC;
    }

    @Override
    public CallOutcome admit(CallOutcome outcome, String project) {
        return outcome.inProject(project);
    }

    @Override
    public Optional<ErrorEvent> event(CallOutcome outcome, JsonNode json, String project)
            throws InvalidRecordException {
        return TaskErrors.of(outcome, json, project);
    }

    @Override
    public CallOutcome redact(CallOutcome outcome, Redactor redactor) {
        return redactor.redact(outcome);
    }

    @Override
    public String key(CallOutcome outcome) {
        var subject = outcome.callId() == null ? outcome.taskId() : outcome.callId();
        return Objects.requireNonNull(subject, "the codec lets no outcome without a subject pass");
    }
}
