package dev.errata.gateway;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.RecordCodec;
import dev.errata.contract.Topics;
import dev.errata.contract.quick.EventLines;
import dev.errata.contract.redact.Redactor;

/** Failed attempts. Any time is welcome: whether an event still counts is decided by its append time, downstream. */
record EventKind() implements RecordKind<ErrorEvent> {
    private static final ErrorEventCodec CODEC = new ErrorEventCodec();

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String topic() {
        return Topics.EVENTS;
    }

    @Override
    public RecordCodec<ErrorEvent> codec() {
        return CODEC;
    }

    @Override
    public Shortcut shortcut(String project, Redactor redactor) {
        var lines = new EventLines(project, redactor);
        return item -> item.quickly(lines);
    }

    @Override
    public ErrorEvent admit(ErrorEvent event, String project) {
        return event.inProject(project);
    }

    @Override
    public ErrorEvent redact(ErrorEvent event, Redactor redactor) {
        return redactor.redact(event);
    }

    @Override
    public String key(ErrorEvent event) {
        return event.caller().projectOrDefault() + '/' + event.eventId();
    }
}
