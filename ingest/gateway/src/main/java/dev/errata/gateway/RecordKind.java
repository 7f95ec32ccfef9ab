package dev.errata.gateway;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RecordCodec;
import dev.errata.contract.redact.Redactor;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway must know of one kind of record. Safe from any thread.
 *
 * @param <R> the record
 */
sealed interface RecordKind<R> permits EventKind, ErrorKind, TrafficKind, OutcomeKind {

    /** The last part of the path, and the {@code kind} of every meter. */
    String name();

    /** The Kafka topic. */
    String topic();

    RecordCodec<R> codec();

    /** For the records of a request. */
    default Shortcut shortcut(String project, Redactor redactor) {
        return Shortcut.NONE;
    }

    /** The record that was sent as this JSON, at this place. */
    default R read(JsonNode json, Place place) throws InvalidRecordException {
        return codec().decode(json);
    }

    /** The failed attempt that the record tells of as well, where it was sent as this JSON. */
    default Optional<ErrorEvent> event(R record, JsonNode json, String project) throws InvalidRecordException {
        return Optional.empty();
    }

    /** The record as the project's own, whatever project it names itself, if it may come in now. */
    R admit(R record, String project) throws InvalidRecordException;

    /** The record without secrets. */
    R redact(R record, Redactor redactor);

    /** Decides the partition: equal for a record and its resend. */
    String key(R record);
}
