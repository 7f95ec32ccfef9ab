package dev.errata.store.deadletter;

import dev.errata.store.deadletter.DeadLetter.Why;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a replay did with a dead letter, or would do.
 *
 * @param appended records that went to the topic once more
 * @param known records that are good now and were found stored already
 * @param refused records that today's rules refuse, too; they stay
 * @param missing whether the topic no longer has all of them
 * @param why the first of the refusals, if there is one
 */
public record Replayed(
        DeadLetterId id,
        Result result,
        long appended,
        long known,
        long refused,
        boolean missing,
        @Nullable Why why) {

    /** In one word. */
    public enum Result {
        /** All are good now, and will be stored in a moment; the dead letter is closed with the last of them. */
        REPLAYED,
        /** Some are good and will be stored; the others stay, and so does the dead letter. */
        PARTLY,
        /** None is good. */
        REFUSED,
        /** The topic no longer has the records. */
        EXPIRED,
        /** What stands in this topic is made by Errata, and made again rather than replayed. */
        NOT_REPLAYABLE;

        /** As it is written in answers: lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
