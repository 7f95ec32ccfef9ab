package dev.errata.contract.normalise;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A header that tells when a limit starts anew.
 *
 * @param remaining the header that tells how much of the limit is left: the reset matters only where that is nothing;
 *     null where there is no such header
 */
record Reset(String header, Scale scale, @Nullable String remaining) {

    /** Providers disagree on how to write a moment. */
    enum Scale {
        /** {@code 1.5} from now. */
        SECONDS {
            @Override
            Optional<Duration> parse(String text, Instant now) {
                return Waits.seconds(text);
            }
        },
        /** {@code 6m0s}, {@code 59.5s}, {@code 20ms} from now. */
        DURATION {
            @Override
            Optional<Duration> parse(String text, Instant now) {
                return Waits.duration(text);
            }
        },
        /** Milliseconds since 1970. */
        EPOCH_MILLIS {
            @Override
            Optional<Duration> parse(String text, Instant now) {
                return MILLIS.matcher(text).matches()
                        ? Optional.of(Duration.between(now, Instant.ofEpochMilli(Long.parseLong(text))))
                        : Optional.empty();
            }
        },
        /** {@code 2026-01-31T12:00:00Z}. */
        TIME {
            @Override
            Optional<Duration> parse(String text, Instant now) {
                try {
                    return Optional.of(
                            Duration.between(now, OffsetDateTime.parse(text).toInstant()));
                } catch (DateTimeException e) {
                    return Optional.empty();
                }
            }
        };

        private static final Pattern MILLIS = Pattern.compile("\\d{12,14}");

        abstract Optional<Duration> parse(String text, Instant now);
    }

    Optional<Duration> wait(RawAnswer raw, Instant now) {
        var text = raw.header(header);
        var left = remaining == null ? "0" : raw.header(remaining);
        return text == null || !"0".equals(left) ? Optional.empty() : scale.parse(text, now);
    }
}
