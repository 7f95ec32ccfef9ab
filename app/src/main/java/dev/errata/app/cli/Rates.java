package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.config.DurationText;
import dev.errata.core.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code errata rates}. */
@Command(
        name = "rates",
        descriptionHeading = "%n",
        description = "Errors, calls and their ratio, by any dimensions.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata rates                                       the last 15 minutes",
            "  errata rates --by model --code rate_limit_error    which models are limited?",
            "  errata rates --by app,code --from -2h --step 1m    with a curve by the minute",
            "  errata rates --by provider --from -30d             a month",
            ""
        })
final class Rates extends ClientCommand {
    /** What the rates are stored in. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    @Option(
            names = "--by",
            paramLabel = "NAMES",
            defaultValue = "code",
            description = "Dimensions, comma-separated. Default: ${DEFAULT-VALUE}")
    private String by = "code";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "-15m",
            description = "now, -15m or RFC 3339. Default: ${DEFAULT-VALUE}")
    private String from = "-15m";

    @Option(names = "--to", paramLabel = "TIME", defaultValue = "now", description = "Default: ${DEFAULT-VALUE}")
    private String to = "now";

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            description =
                    "What a character of the curve stands for, where there is room for so many: a multiple of 10s. With it the"
                            + " curve is shown in pipes and files, too. Default: by the length of the time")
    private @Nullable String step;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    Rates(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.rates(parameters());
        if (json) {
            print(answer.toString());
        } else if (answer.path("series").isEmpty()) {
            say("No errors and no calls between these times.");
        } else {
            var width = surroundings().terminal().width();
            var table = step == null ? RatesTable.of(answer) : RatesTable.bySteps(answer, width);
            print(table.render(width));
        }
        return answer.path("series").isEmpty() ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    private Map<String, String> parameters() {
        try {
            var length = step == null ? WINDOW : DurationText.parse(step);
            var now = surroundings().clock().instant();
            var parameters = new LinkedHashMap<>(RatesFilters.given(spec()));
            parameters.put("by", dimensions());
            parameters.put("from", floor(TimeText.parse(from, now), length).toString());
            parameters.put(
                    "to", floor(TimeText.parse(to, now), length).plus(length).toString());
            if (step != null) {
                parameters.put("step", length.toSeconds() + "s");
            }
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }

    private String dimensions() {
        var known = Arrays.stream(Dimension.values()).map(Dimension::column).toList();
        return Arrays.stream(by.split(",", -1))
                .map(name -> Word.of("--by", name.strip(), known, spec().commandLine()))
                .collect(Collectors.joining(","));
    }

    private static Instant floor(Instant time, Duration step) {
        var seconds = Math.max(1, step.toSeconds());
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }
}
