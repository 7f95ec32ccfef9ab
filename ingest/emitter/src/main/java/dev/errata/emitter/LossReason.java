package dev.errata.emitter;

/** Why a record did not get to Errata. */
public enum LossReason {
    /** Memory, and the spool if there is one, were full. The newest records are the ones that are lost. */
    FULL,
    /** It breaks a rule of the contract that cannot be met by cutting, such as an {@code event_id} of another version. */
    INVALID,
    /** Errata refused it for good. */
    REJECTED,
    /** It was damaged on disk. */
    DAMAGED,
    /** It came after {@code close}, or could not be brought to safety before its end. */
    CLOSED,
    /** Counts for a window that is too long ago, or ahead. */
    LATE
}
