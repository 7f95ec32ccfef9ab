package dev.errata.contract.quick;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Limits;
import dev.errata.contract.Target;
import dev.errata.contract.testing.Secrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Events as applications send them, of which one value in a hundred is awkward: a secret, a strange character, a limit. */
final class RandomEvents {
    private static final int AWKWARD = 100;
    /** Any of them may be part of a secret, or look like it. */
    static final List<String> HARD_WORDS =
            List.of(("error the model be based sk-learn basic gpt-5.2 rate-limit 24000 xai (TPM): Bearer https 4111 "
                            + "1111 - a eye 12:30 task- er hf key token = % @")
                    .split(" "));

    static final List<String> EASY_WORDS = List.of("error the model be gpt-5.2 rate-limit 24000 a (TPM) of".split(" "));
    private static final String STRANGE = " \0\n\t\"\\~\u007f\u00e9\u4e2d\ud83d";

    private final RandomGenerator random;
    private final List<String> words;
    private final Secrets secrets;

    /** Of the hard words. */
    RandomEvents(RandomGenerator random) {
        this(random, HARD_WORDS);
    }

    RandomEvents(RandomGenerator random, List<String> words) {
        this.random = random;
        this.words = words;
        this.secrets = new Secrets(random);
    }

    ErrorEvent next() {
        var time = time();
        return new ErrorEvent(
                id(time),
                time,
                new Caller(label(), label(), label(), label(), label()),
                new Target(label(), label(), label(), maybe(random::nextBoolean), label()),
                new Failure(status(), label(), label(), text(Limits.MESSAGE_CHARS), label()),
                new Ids(label(), label(), hex(), hex(), label()),
                new Attempt(number(1_000_000), count(), count(), count(), label()),
                text(Limits.RAW_BODY_BYTES),
                isAwkward() ? Map.of("a", "b") : Map.of(),
                isAwkward() ? List.of("message") : List.of());
    }

    private UUID id(Instant time) {
        return isAwkward() || time.isBefore(Instant.EPOCH)
                ? new UUID(random.nextLong(), random.nextLong())
                : EventIds.random(time, random);
    }

    private Instant time() {
        var second = isAwkward()
                ? random.nextLong(-70_000_000_000L, 260_000_000_000L)
                : random.nextLong(1_700_000_000L, 1_900_000_000L);
        return Instant.ofEpochSecond(second, isAwkward() ? random.nextInt(1_000_000_000) : fraction());
    }

    private long fraction() {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000) * 1_000_000L;
            default -> random.nextInt(1_000_000) * 1_000L;
        };
    }

    private @Nullable Integer status() {
        return isAwkward() ? (Integer) random.nextInt(1_100) : maybe(() -> random.nextInt(100, 1_000));
    }

    private @Nullable Integer number(int most) {
        return isAwkward() ? (Integer) random.nextInt() : maybe(() -> 1 + random.nextInt(most));
    }

    private @Nullable Long count() {
        return isAwkward() ? (Long) random.nextLong() : maybe(() -> random.nextLong(0, 1L << random.nextInt(1, 62)));
    }

    private @Nullable String hex() {
        return maybe(() -> "%016x%016x".formatted(random.nextLong(), random.nextLong()));
    }

    private @Nullable String label() {
        return text(Limits.LABEL_CHARS);
    }

    private @Nullable String text(int limit) {
        return maybe(() -> isAwkward() ? awkward(limit) : words());
    }

    private String awkward(int limit) {
        return switch (random.nextInt(5)) {
            case 0 -> secrets.next().text();
            case 1 -> " ".repeat(random.nextInt(3));
            case 2 -> "b".repeat(limit - 1 + random.nextInt(3));
            case 3 -> words() + " ";
            default -> words() + STRANGE.charAt(random.nextInt(STRANGE.length())) + words();
        };
    }

    private String words() {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
        }
        return text.toString().strip();
    }

    private boolean isAwkward() {
        return random.nextInt(AWKWARD) == 0;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }
}
