package dev.errata.contract.normalise;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long an answer asks to wait: the exact header first, the limits' resets last. */
final class Waits {
    private static final List<String> IN_MILLIS = List.of("retry-after-ms", "x-ms-retry-after-ms");
    private static final String RETRY_AFTER = "retry-after";
    private static final List<String> IN_BODY = List.of(
            "error.details.*.retryDelay",
            "error.retry_after",
            "error.metadata.retry_after",
            "retry_after",
            "retry_after_seconds",
            "retryAfter",
            "estimated_time");

    /** What many gateways send, in seconds (IETF draft "RateLimit header fields"). */
    private static final Reset STANDARD = new Reset("ratelimit-reset", Reset.Scale.SECONDS, "ratelimit-remaining");

    private static final String UNITS = "(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(?:\\.\\d{1,12})?");
    private static final Pattern DURATION = Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,12})?(?:ms|d|h|m|s)){1,5}");
    private static final Pattern PART = Pattern.compile("([\\d.]+) ?(ms|mil|d|h|m|s)");
    private static final Pattern IN_TEXT =
            Pattern.compile("(?i)(?:try again|retry|retried|retrying|available|wait|resets?)(?: in| after| for)? ~?"
                    + "((?:\\d{1,9}(?:\\.\\d{1,12})? ?" + UNITS + "){1,5})(?![a-z])");
    private static final Map<String, Integer> MILLIS =
            Map.of("ms", 1, "mil", 1, "s", 1_000, "m", 60_000, "h", 3_600_000, "d", 86_400_000);

    /**
     * In milliseconds; null where the answer does not say.
     *
     * @param retryAfterMs before the next attempt
     * @param resetMs until the limit starts anew
     */
    record Told(@Nullable Long retryAfterMs, @Nullable Long resetMs) {}

    private Waits() {}

    static Told of(Answer answer, List<Reset> resets, Instant now) {
        var raw = answer.raw();
        var reset = answer.hasStatus(429) ? longest(raw, resets, now) : Optional.<Duration>empty();
        var wait = Stream.<Optional<Duration>>of(
                        header(raw, IN_MILLIS).flatMap(Waits::milliseconds),
                        header(raw, List.of(RETRY_AFTER))
                                .flatMap(text -> seconds(text).or(() -> date(text, now))),
                        JsonPaths.text(answer.document(), IN_BODY)
                                .flatMap(text -> duration(text).or(() -> seconds(text))),
                        inMessage(answer.fields().message()),
                        reset)
                .flatMap(Optional::stream)
                .findFirst();
        return new Told(millis(wait), millis(reset.or(() -> wait)));
    }

    static Optional<Duration> seconds(String text) {
        return number(text, 1_000);
    }

    static Optional<Duration> duration(String text) {
        return DURATION.matcher(text).matches() ? sum(text) : Optional.empty();
    }

    private static Optional<Duration> sum(String text) {
        return PART.matcher(text)
                .results()
                .map(part -> number(part.group(1), Objects.requireNonNull(MILLIS.get(part.group(2)))))
                .flatMap(Optional::stream)
                .reduce(Duration::plus);
    }

    private static Optional<Duration> milliseconds(String text) {
        return number(text, 1);
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, date.toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> inMessage(@Nullable String message) {
        return Optional.ofNullable(message).map(IN_TEXT::matcher).stream()
                .flatMap(matcher -> matcher.results())
                .findFirst()
                .flatMap(match -> sum(match.group(1).toLowerCase(Locale.ROOT)));
    }

    private static Optional<Duration> longest(RawAnswer raw, List<Reset> resets, Instant now) {
        return Stream.concat(resets.stream(), Stream.of(STANDARD))
                .flatMap(reset -> reset.wait(raw, now).stream())
                .max(Duration::compareTo);
    }

    private static @Nullable Long millis(Optional<Duration> wait) {
        return wait.map(duration -> Math.max(0, duration.toMillis())).orElse(null);
    }

    private static Optional<String> header(RawAnswer raw, List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.ofNullable(raw.header(name)))
                .findFirst();
    }

    private static Optional<Duration> number(String text, int unitMillis) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(Duration.ofMillis(new BigDecimal(text)
                        .multiply(BigDecimal.valueOf(unitMillis))
                        .longValue()))
                : Optional.empty();
    }
}
