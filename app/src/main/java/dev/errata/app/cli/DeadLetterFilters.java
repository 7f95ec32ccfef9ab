package dev.errata.app.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters; for the commands that deal with several. */
final class DeadLetterFilters {
    @Option(names = "--reason", paramLabel = "REASON", description = "Only those refused as this, such as too_old.")
    private @Nullable String reason;

    @Option(names = "--topic", paramLabel = "X", description = "Only those of this topic, such as errata.events.")
    private @Nullable String topic;

    @Option(names = "--from", paramLabel = "TIME", description = "Only those appended then or later: -2h or RFC 3339.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only those appended before.")
    private @Nullable String to;

    /**
     * The filters that were given, as query parameters.
     *
     * @throws IllegalArgumentException if a time is none
     */
    Map<String, String> parameters(Instant now) {
        var parameters = new LinkedHashMap<String, String>();
        put(parameters, "reason", reason);
        put(parameters, "topic", topic);
        put(parameters, "from", from == null ? null : TimeText.parse(from, now).toString());
        put(parameters, "to", to == null ? null : TimeText.parse(to, now).toString());
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
