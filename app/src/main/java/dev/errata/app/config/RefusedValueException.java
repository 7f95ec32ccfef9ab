package dev.errata.app.config;

/** A value that is refused for a reason of its own, which is said instead of what is allowed. */
final class RefusedValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param why goes on behind the value and the word which, such as {@code can be read by others} */
    RefusedValueException(String why) {
        super(why);
    }
}
