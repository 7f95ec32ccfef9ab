package dev.errata.store.deadletter;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where in Kafka the refused records stand. As text {@code topic:partition:offset}, or {@code topic:partition:first-last}
 * for a row of several.
 *
 * @param offset of the first
 * @param lastOffset of the last; the same where it is one record
 */
public record DeadLetterId(String topic, int partition, long offset, long lastOffset) {
    private static final Pattern TEXT =
            Pattern.compile("([a-zA-Z0-9._-]{1,249}):(\\d{1,9}):(\\d{1,18})(?:-(\\d{1,18}))?");

    /** Reads what {@link #toString} has written; empty if it is something else. */
    public static Optional<DeadLetterId> parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var first = Long.parseLong(parts.group(3));
        var last = parts.group(4) == null ? first : Long.parseLong(parts.group(4));
        return Optional.of(new DeadLetterId(parts.group(1), Integer.parseInt(parts.group(2)), first, last));
    }

    /** Whether it may stand for several records. */
    public boolean isRange() {
        return lastOffset > offset;
    }

    @Override
    public String toString() {
        return topic + ':' + partition + ':' + offset + (isRange() ? "-" + lastOffset : "");
    }
}
