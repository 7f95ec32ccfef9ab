package dev.errata.emitter.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a parcel.
 *
 * @param fates one for each message, in their order
 * @param retryAfter how long the other side asked to wait; null where it did not
 * @param trouble what went wrong, in words and without secrets; null where nothing did
 */
public record Answer(
        List<Fate> fates,
        @Nullable Duration retryAfter,
        @Nullable String trouble) {

    public Answer {
        fates = List.copyOf(fates);
    }

    /** All are stored. */
    public static Answer stored(int messages) {
        return new Answer(Collections.nCopies(messages, Fate.STORED), null, null);
    }

    /** The same fate for all. */
    public static Answer all(Fate fate, int messages, String trouble) {
        return new Answer(Collections.nCopies(messages, fate), null, trouble);
    }

    /** The same answer, with the wait that the other side asked for. */
    public Answer retryAfter(@Nullable Duration wait) {
        return new Answer(fates, wait, trouble);
    }

    /** The answer to two halves of a parcel. */
    public Answer and(Answer second) {
        var both = new ArrayList<>(fates);
        both.addAll(second.fates);
        return new Answer(
                both, retryAfter == null ? second.retryAfter : retryAfter, trouble == null ? second.trouble : trouble);
    }

    /** Whether any of it is to be sent again. */
    public boolean isToBeRepeated() {
        return fates.contains(Fate.NOT_STORED) || fates.contains(Fate.UNKNOWN);
    }
}
