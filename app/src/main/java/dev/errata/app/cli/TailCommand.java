package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.UnreachableException;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code errata tail}. */
@Command(
        name = "tail",
        descriptionHeading = "%n",
        description = "Failed calls as they come in, until it is stopped.",
        footerHeading = "Examples:%n",
        footer = {"  errata tail --model deepseek-v4-pro", "  errata tail --owner provider --json | jq .request_id", ""
        })
final class TailCommand extends ClientCommand {
    private static final Duration WAIT = Duration.ofSeconds(2);

    @Option(names = "--fingerprint", paramLabel = "HEX", description = "Only this error, as groups names it.")
    private @Nullable String fingerprint;

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description = "Only what this one can put right: caller, quota, provider, network or unknown.")
    private @Nullable String owner;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Stop after so many, up to 30.")
    private @Nullable Integer seconds;

    @Option(names = "--json", description = "Print each event as a line of JSON.")
    private boolean json;

    private String place = "";
    private String kind = "";

    TailCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /** A stream ends after a while by itself; a server that restarts is waited for, once it has answered. */
    @Override
    ExitCode run(ErrataClient client) throws Exception {
        client.tail(parameters(), "", this::line);
        while (seconds == null) {
            try {
                client.tail(parameters(), place, this::line);
            } catch (UnreachableException e) {
                say(e.getMessage() + "; trying again");
                surroundings().pause().sleep(WAIT);
            }
        }
        return ExitCode.FINE;
    }

    private Map<String, String> parameters() {
        var parameters = new LinkedHashMap<>(RatesFilters.given(spec()));
        if (fingerprint != null) {
            parameters.put("fingerprint", fingerprint);
        }
        if (owner != null) {
            parameters.put("owner", owner);
        }
        if (seconds != null) {
            parameters.put("for", seconds + "s");
        }
        return parameters;
    }

    /** A line of a stream of server-sent events. */
    private void line(String line) {
        var colon = line.indexOf(':');
        if (colon <= 0) {
            return;
        }
        var value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon)) {
            case "event" -> kind = value;
            case "id" -> place = value;
            case "data" -> show(value);
            default -> {}
        }
    }

    private void show(String data) {
        var event = parsed(data);
        switch (kind) {
            case "failure" -> print(json ? data : String.join("  ", EventsCommand.row(event)));
            case "dropped" -> say("… " + event.path("dropped") + " more came in than can be shown");
            default -> {}
        }
    }

    private static JsonNode parsed(String data) {
        try {
            return Json.parse(data.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidRecordException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
