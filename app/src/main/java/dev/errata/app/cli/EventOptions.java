package dev.errata.app.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which failures, for the commands that deal with many; beside {@link RatesFilters}. */
final class EventOptions {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "-24h",
            description = "now, -2h or RFC 3339. Default: ${DEFAULT-VALUE}")
    private String from = "-24h";

    @Option(names = "--to", paramLabel = "TIME", defaultValue = "now", description = "Default: ${DEFAULT-VALUE}")
    private String to = "now";

    @Option(names = "--fingerprint", paramLabel = "HEX", description = "Only this error, as groups names it.")
    private @Nullable String fingerprint;

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description = "Only what this one can put right: caller, quota, provider, network or unknown.")
    private @Nullable String owner;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "Only errors with this text in what is the same in all of their messages.")
    private @Nullable String text;

    /**
     * What was given, as query parameters.
     *
     * @throws IllegalArgumentException if a time is none
     */
    Map<String, String> parameters(Instant now) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("from", TimeText.parse(from, now).toString());
        parameters.put("to", TimeText.parse(to, now).toString());
        put(parameters, "fingerprint", fingerprint);
        put(parameters, "owner", owner);
        put(parameters, "q", text);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
