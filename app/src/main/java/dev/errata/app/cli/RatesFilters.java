package dev.errata.app.cli;

import dev.errata.core.Dimension;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A flag for each dimension, such as {@code --code}: only what has this value. */
final class RatesFilters {
    private RatesFilters() {}

    static CommandLine added(CommandLine command) {
        Arrays.stream(Dimension.values())
                .forEach(dimension -> command.getCommandSpec().addOption(option(dimension)));
        return command;
    }

    /** Only for what calls have whether they fail or not. */
    static CommandLine addedOfTraffic(CommandLine command) {
        Arrays.stream(Dimension.values())
                .filter(Dimension::isOfTraffic)
                .forEach(dimension -> command.getCommandSpec().addOption(option(dimension)));
        return command;
    }

    /** The filters that the user gave, as query parameters. */
    static Map<String, String> given(CommandSpec spec) {
        var filters = new LinkedHashMap<String, String>();
        for (var dimension : Dimension.values()) {
            if (spec.commandLine().getParseResult().hasMatchedOption(flag(dimension))) {
                filters.put(
                        dimension.column(),
                        spec.commandLine().getParseResult().matchedOptionValue(flag(dimension), ""));
            }
        }
        return filters;
    }

    private static OptionSpec option(Dimension dimension) {
        return OptionSpec.builder(flag(dimension))
                .type(String.class)
                .paramLabel("X")
                .description("Only this " + dimension.column() + ".")
                .build();
    }

    private static String flag(Dimension dimension) {
        return "--" + dimension.column();
    }
}
