package dev.errata.store.query;

import java.util.Locale;

/** The question is about more failures than are read for one answer: it must be asked for a shorter time. */
public final class TooManyFailuresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyFailuresException(int most) {
        super(String.format(Locale.ROOT, "more than %,d failures", most));
    }
}
