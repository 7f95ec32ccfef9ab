package dev.errata.core.incident;

import dev.errata.contract.Owner;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Numbers, times and names as people read them. */
final class Wording {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST = 80;

    /** How each part of a place reads, in the order of a sentence. */
    private static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry("code", " %s"),
            Map.entry("type", " of type %s"),
            Map.entry("status", " with status %s"),
            Map.entry("status_class", " with status %s"),
            Map.entry("model", " on model %s"),
            Map.entry("provider", " at %s"),
            Map.entry("app", " in app %s"),
            Map.entry("app_version", " of version %s"),
            Map.entry("env", " in environment %s"),
            Map.entry("region", " in region %s"),
            Map.entry("owner", " for %s to fix"));

    private static final List<String> ORDER = List.of(
            "code",
            "type",
            "status",
            "status_class",
            "owner",
            "model",
            "provider",
            "app",
            "app_version",
            "env",
            "region");

    private static final Map<Owner, String> OWNERS = Map.of(
            Owner.CALLER, "whoever wrote or set up the call (request, key, model name)",
            Owner.QUOTA, "whoever holds the account (balance, tier, rate limit)",
            Owner.PROVIDER, "the provider, whose API fails",
            Owner.NETWORK, "whoever runs the network in between",
            Owner.UNKNOWN, "the errors alone do not tell");

    private Wording() {}

    /** {@code rate_limit_error on model m}; {@code Errors on model m}; {@code Errors in general}. */
    static String where(Map<String, String> parts) {
        if (parts.isEmpty()) {
            return "Errors in general";
        }
        var known = ORDER.stream().filter(parts::containsKey).map(name -> phrase(name, parts.getOrDefault(name, "")));
        var others = parts.entrySet().stream()
                .filter(part -> !PHRASES.containsKey(part.getKey()))
                .map(part -> " with " + dimension(part.getKey()) + " " + value(part.getValue()));
        var all = Stream.concat(known, others).collect(Collectors.joining());
        return parts.containsKey("code") ? all.strip() : "Errors" + all;
    }

    /** Where no answer came, or a task failed later, there is no status. */
    private static String phrase(String name, String value) {
        return name.equals("status") && value.isEmpty()
                ? " without a status"
                : PHRASES.getOrDefault(name, "").formatted(value(value));
    }

    static String owner(Owner owner) {
        return OWNERS.getOrDefault(owner, "");
    }

    static String dimension(String name) {
        return switch (name) {
            case "app_version" -> "app version";
            case "status_class" -> "status";
            case "env" -> "environment";
            default -> name.replace('_', ' ');
        };
    }

    /** What a client sent: on one line, printable, not too long. */
    static String value(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
        var shown = line.isEmpty() ? "(none)" : line;
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST - 1) + "…";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(double number) {
        return number < 10 && number != Math.rint(number)
                ? String.format(Locale.ROOT, "%.1f", number)
                : count(Math.round(number));
    }

    static String percent(double share) {
        var value = share * 100;
        return value > 0 && value < 0.01
                ? "less than 0.01 %"
                : new BigDecimal(value)
                                .setScale(value < 1 ? 2 : value < 10 ? 1 : 0, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " %";
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    static String seconds(long seconds) {
        return duration(Duration.ofSeconds(seconds));
    }

    /** {@code 30 s}, {@code 5 min}, {@code 2 h 10 min}. */
    static String duration(Duration time) {
        var seconds = time.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        if (time.toMinutes() < 120) {
            return time.toMinutes() + " min" + (time.toSecondsPart() == 0 ? "" : " " + time.toSecondsPart() + " s");
        }
        return time.toHours() + " h" + (time.toMinutesPart() == 0 ? "" : " " + time.toMinutesPart() + " min");
    }

    static String list(List<String> names, int most) {
        var shown = names.stream().limit(most).map(Wording::value).collect(Collectors.joining(", "));
        return names.size() > most ? shown + " and " + count(names.size() - most) + " more" : shown;
    }
}
