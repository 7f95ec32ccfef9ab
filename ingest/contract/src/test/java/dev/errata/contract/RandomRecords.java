package dev.errata.contract;

import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.TrafficRecord.Calls;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Records as the codecs leave them: every field may be absent, all text is within its limit and storable. */
public final class RandomRecords {
    private static final String ALPHABET = "aZ09 _-=\"\\/<>&%'\n\t\u0001\u001b\u00e9\u202e\u4e2d\ufffd\uffff";
    private static final long LAST_SECOND_OF_YEAR_9999 = 253_402_300_799L;

    private final RandomGenerator random;

    /** Draws from the given source. */
    public RandomRecords(RandomGenerator random) {
        this.random = random;
    }

    /** Any event. */
    public ErrorEvent event() {
        var time = time();
        return new ErrorEvent(
                EventIds.random(time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time, random),
                time,
                new Caller(label(), label(), label(), label(), label()),
                new Target(label(), label(), label(), maybe(random::nextBoolean), label()),
                new Failure(integer(100, 999), label(), label(), text(Limits.MESSAGE_CHARS), label()),
                new Ids(id(), id(), id(), id(), id()),
                new Attempt(integer(1, 1_000_000), count(), count(), count(), label()),
                text(Limits.RAW_BODY_BYTES / 4),
                attributes(),
                random.nextBoolean() ? List.of() : List.of("attributes", "message"));
    }

    TrafficRecord traffic() {
        return new TrafficRecord(
                nonEmpty(Limits.LABEL_CHARS),
                nonNegative(),
                Instant.ofEpochSecond(10 * random.nextLong(0, LAST_SECOND_OF_YEAR_9999 / 10)),
                new Caller(label(), label(), null, label(), label()),
                new Target(label(), label(), label(), null, null),
                nonNegative(),
                maybe(this::calls),
                count());
    }

    CallOutcome outcome() {
        var outcomes = Outcome.values();
        return new CallOutcome(
                nonEmptyId(),
                id(),
                time(),
                outcomes[random.nextInt(outcomes.length)],
                new Caller(label(), label(), null, label(), label()),
                new Target(label(), label(), label(), null, null),
                count());
    }

    private Calls calls() {
        var failed = nonNegative() / 4;
        var rescued = nonNegative() / 4;
        return new Calls(failed + rescued + nonNegative() / 4, failed, rescued);
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextLong(-1_000_000_000L, LAST_SECOND_OF_YEAR_9999))
                .plusNanos(1_000L * random.nextInt(1_000_000));
    }

    private Map<String, String> attributes() {
        var attributes = new HashMap<String, String>();
        for (int i = random.nextInt(Limits.ATTRIBUTES + 1); i > 0; i--) {
            attributes.put(i + nonEmpty(10), random.nextBoolean() ? "" : nonEmpty(20));
        }
        return attributes;
    }

    private @Nullable String label() {
        return text(Limits.LABEL_CHARS);
    }

    private @Nullable String text(int maxChars) {
        return maybe(() -> nonEmpty(maxChars));
    }

    private String nonEmpty(int maxChars) {
        var length = 1 + random.nextInt(maxChars);
        var text = new StringBuilder();
        while (text.length() < length) {
            if (random.nextInt(20) == 0 && text.length() + 2 <= length) {
                text.appendCodePoint(0x1F600 + random.nextInt(64));
            } else {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return text.toString();
    }

    private @Nullable String id() {
        return maybe(this::nonEmptyId);
    }

    private String nonEmptyId() {
        return random.ints(1 + random.nextInt(Limits.ID_CHARS), '!', '~' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private @Nullable Integer integer(int min, int max) {
        return maybe(() -> random.nextInt(min, max + 1));
    }

    private @Nullable Long count() {
        return maybe(this::nonNegative);
    }

    private long nonNegative() {
        return random.nextLong() & Long.MAX_VALUE;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }
}
