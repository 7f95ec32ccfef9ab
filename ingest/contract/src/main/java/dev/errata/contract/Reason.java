package dev.errata.contract;

import java.util.Locale;

/** Why a record was refused: at once the answer's code, the metric's tag and the dead letter's reason. */
public enum Reason {
    /** Not JSON, not UTF-8, nested too deeply, or not an object. */
    MALFORMED,
    /** A required field is not there. */
    MISSING_FIELD,
    /** A field has the wrong type or a value out of its range. */
    INVALID_FIELD,
    /** Larger than {@link Limits} allow. */
    TOO_LARGE,
    /** Its day is no longer kept. */
    TOO_OLD,
    /** Its day is not yet there: a clock far ahead. */
    TOO_NEW,
    /** The store refused it. */
    UNSTORABLE;

    /** As it is written in answers, tags and tables: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
