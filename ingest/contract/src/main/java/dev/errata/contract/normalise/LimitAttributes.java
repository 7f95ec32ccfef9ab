package dev.errata.contract.normalise;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Limits;
import dev.errata.contract.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's headers told about a limit, among the event's attributes: headers themselves are not kept. Names
 * begin with {@code errata.}; values are the codes of {@link LimitScope} and {@link LimitEnforcer}, and milliseconds.
 */
public final class LimitAttributes {
    public static final String SCOPE = "errata.limit_scope";
    public static final String ENFORCER = "errata.limit_enforcer";
    public static final String RESET_MS = "errata.limit_reset_ms";

    private LimitAttributes() {}

    /** The event with what is known of the limit; without, where that would exceed what an event may hold. */
    public static ErrorEvent added(ErrorEvent event, Limit limit) {
        var attributes = new LinkedHashMap<>(event.attributes());
        put(attributes, SCOPE, limit.scope() == null ? null : limit.scope().code());
        put(
                attributes,
                ENFORCER,
                limit.enforcer() == null ? null : limit.enforcer().code());
        put(
                attributes,
                RESET_MS,
                limit.resetMs() == null ? null : limit.resetMs().toString());
        return fits(attributes) ? event.withAttributes(attributes) : event;
    }

    /** The limit that was derived, with what the event says of it itself; what says nothing known counts for nothing. */
    static Limit handedOn(ErrorEvent event, Limit derived) {
        return new Limit(
                or(constant(LimitKind.values(), event.attempt().limitKind()), derived.kind()),
                or(constant(LimitScope.values(), event.attributes().get(SCOPE)), derived.scope()),
                or(constant(LimitEnforcer.values(), event.attributes().get(ENFORCER)), derived.enforcer()),
                or(millis(event.attributes().get(RESET_MS)), derived.resetMs()));
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    private static boolean fits(Map<String, String> attributes) {
        var bytes = attributes.entrySet().stream()
                .mapToInt(pair -> Text.utf8Length(pair.getKey()) + Text.utf8Length(pair.getValue()))
                .sum();
        return attributes.size() <= Limits.ATTRIBUTES && bytes <= Limits.ATTRIBUTE_BYTES;
    }

    private static <E extends Enum<E>> @Nullable E constant(E[] known, @Nullable String code) {
        return Arrays.stream(known)
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Long millis(@Nullable String text) {
        return text != null && text.matches("\\d{1,15}") ? Long.valueOf(text) : null;
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
