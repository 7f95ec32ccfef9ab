package dev.errata.core;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.TrafficRecord;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What rates are told apart by. To add one: a constant here and a column of its name in the table {@code series}. */
@SuppressWarnings("ImmutableEnumChecker") // method references without state
public enum Dimension {
    ENV(event -> event.caller().env(), traffic -> traffic.caller().env()),
    REGION(event -> event.caller().region(), traffic -> traffic.caller().region()),
    APP(event -> event.caller().app(), traffic -> traffic.caller().app()),
    PROVIDER(event -> event.target().provider(), traffic -> traffic.target().provider()),
    MODEL(event -> event.target().model(), traffic -> traffic.target().model()),
    STATUS(Dimension::status),
    CODE(event -> event.failure().code()),
    TYPE(event -> event.failure().type());

    private final String column = name().toLowerCase(Locale.ROOT);
    private final Function<ErrorEvent, @Nullable String> ofEvent;
    private final @Nullable Function<TrafficRecord, @Nullable String> ofTraffic;

    Dimension(Function<ErrorEvent, @Nullable String> ofEvent) {
        this(ofEvent, null);
    }

    Dimension(
            Function<ErrorEvent, @Nullable String> ofEvent,
            @Nullable Function<TrafficRecord, @Nullable String> ofTraffic) {
        this.ofEvent = ofEvent;
        this.ofTraffic = ofTraffic;
    }

    /** Its name in SQL, JSON and query parameters. */
    public String column() {
        return column;
    }

    /** The dimension of that {@link #column() name}. */
    public static Optional<Dimension> named(String column) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.column().equals(column))
                .findFirst();
    }

    /** The value of each dimension that is named; other names are left out. */
    public static Map<Dimension, String> among(Map<String, String> where) {
        var values = new EnumMap<Dimension, String>(Dimension.class);
        where.forEach((name, value) -> named(name).ifPresent(dimension -> values.put(dimension, value)));
        return values;
    }

    /** Whether totals of calls are told apart by it, too. */
    public boolean isOfTraffic() {
        return ofTraffic != null;
    }

    /** The event's value, {@code ''} where it has none. */
    String of(ErrorEvent event) {
        return orEmpty(ofEvent.apply(event));
    }

    /** The record's value, {@code ''} where it has none. */
    String of(TrafficRecord traffic) {
        return ofTraffic == null ? "" : orEmpty(ofTraffic.apply(traffic));
    }

    private static @Nullable String status(ErrorEvent event) {
        var status = event.failure().status();
        return status == null ? null : status.toString();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
