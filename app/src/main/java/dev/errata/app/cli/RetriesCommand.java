package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;

/** {@code errata retries}. */
@Command(
        name = "retries",
        descriptionHeading = "%n",
        description =
                "What clients do after failures, and what becomes of their calls. A ! marks what is a client's way.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata retries                          who retries in vain, too soon, or all together?",
            "  errata retries --by app,model --from -1d",
            "  errata retries --app checkout --json    all numbers, and their course",
            ""
        })
final class RetriesCommand extends ClientCommand {
    private static final List<String> COLUMNS = List.of(
            "attempts", "failed", "calls failed", "rescued", "per call", "in vain", "too soon", "in step", "too often");

    @Mixin
    private CallOptions options = new CallOptions();

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            description = "More attempts of one call are too many. Default: 5")
    private @Nullable Integer maxAttempts;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    RetriesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.retries(parameters());
        var series = answer.path("series");
        if (json) {
            print(answer.toString());
        } else if (series.isEmpty()) {
            say("No calls and no failures between these times.");
        } else {
            var rows = series.valueStream().map(each -> row(answer, each)).toList();
            var table = TextTable.plain(CallOptions.header(answer, COLUMNS), rows);
            print(table.render(surroundings().terminal().width()));
        }
        return series.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    private static List<String> row(JsonNode answer, JsonNode series) {
        var numbers = Stream.of(
                CallOptions.number(series.path("attempts")),
                CallOptions.percent(series.path("attempt_rate")),
                CallOptions.percent(series.path("user_visible_rate")),
                CallOptions.percent(series.path("rescued_share")),
                factor(series.path("amplification")));
        var conditions = series.path("conditions").valueStream().map(RetriesCommand::condition);
        return Stream.of(CallOptions.key(answer, series).stream(), numbers, conditions)
                .flatMap(part -> part)
                .toList();
    }

    private static String factor(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.2f", number.asDouble()) : "unknown";
    }

    private static String condition(JsonNode condition) {
        if (!condition.path("count").isNumber()) {
            return "unknown";
        }
        var text = condition.path("count") + " of " + condition.path("of");
        return condition.path("detected").asBoolean(false) ? text + " !" : text;
    }

    private Map<String, String> parameters() {
        try {
            var parameters = options.parameters(surroundings().clock().instant());
            parameters.putAll(RatesFilters.given(spec()));
            if (maxAttempts != null) {
                parameters.put("max_attempts", maxAttempts.toString());
            }
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }
}
