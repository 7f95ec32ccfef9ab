package dev.errata.app.cli;

import dev.errata.app.config.Setting;
import dev.errata.app.config.Setting.Reader;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes picocli's options of the settings, so that a setting is described in one place. */
final class SettingOptions {
    private SettingOptions() {}

    /** Gives the command a flag for each setting that it reads. */
    static CommandLine added(CommandLine command, Reader reader) {
        Setting.ALL.stream()
                .filter(setting -> setting.isFlagOf(reader))
                .forEach(setting -> command.getCommandSpec().addOption(option(setting)));
        return command;
    }

    /** Gives the command a flag for each setting that has one. */
    static CommandLine allAdded(CommandLine command) {
        Setting.ALL.stream()
                .filter(Setting::hasFlag)
                .forEach(setting -> command.getCommandSpec().addOption(option(setting)));
        return command;
    }

    /** The settings that the user gave by flag; value by flag. */
    static Map<String, String> given(CommandSpec spec) {
        return Setting.ALL.stream()
                .map(Setting::flag)
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .collect(Collectors.toMap(
                        flag -> flag,
                        flag -> spec.commandLine().getParseResult().matchedOptionValue(flag, "")));
    }

    private static OptionSpec option(Setting<?> setting) {
        return OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel(setting.label())
                .description("%s: %s (%s). Default: %s"
                        .formatted(setting.description(), setting.range(), setting.variable(), setting.fallback())
                        .replace("%", "%%")) // picocli formats it once more
                .build();
    }
}
