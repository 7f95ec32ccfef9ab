package dev.errata.app.cli;

import dev.errata.app.config.SettingValue;
import dev.errata.core.Nearest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code errata config}. */
@Command(
        name = "config",
        descriptionHeading = "%n",
        description = {
            "Show each setting: what holds, where that stands (flag, environment, file or default), the default, and what is"
                    + " allowed. Give it the flags that you would give to the command in question.",
            "Secrets are not shown. Ends with 2 where something cannot be used."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata config                                all of them",
            "  errata config port grace                     some",
            "  errata config --config errata.yml --json     with a file; for a script",
            ""
        })
final class ConfigCommand extends TalkingCommand {
    private static final List<String> HEADER = List.of("setting", "value", "from", "default", "allowed");

    @Parameters(paramLabel = "SETTING", arity = "0..*", description = "Some of them, such as kafka-port. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    ConfigCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        var all = SettingValue.of(surroundings().environment(), SettingOptions.given(spec()));
        names.forEach(name -> requireKnown(name, all.values()));
        var wanted = all.values().stream()
                .filter(value ->
                        names.isEmpty() || names.contains(value.setting().key()))
                .toList();
        if (json) {
            var array = JsonNodeFactory.instance.arrayNode();
            wanted.forEach(value -> array.add(json(value)));
            print(array.toString());
        } else {
            var rows = wanted.stream().map(ConfigCommand::row).toList();
            print(TextTable.plain(HEADER, rows).render(surroundings().terminal().width()));
        }
        all.problems().forEach(problem -> say("errata: " + problem));
        return (all.problems().isEmpty() ? ExitCode.FINE : ExitCode.USAGE).code();
    }

    private void requireKnown(String name, List<SettingValue> values) {
        var known = values.stream().map(value -> value.setting().key()).toList();
        if (!known.contains(name)) {
            throw new ParameterException(
                    spec().commandLine(), name + " is no setting; did you mean " + Nearest.to(name, known) + "?");
        }
    }

    private static List<String> row(SettingValue value) {
        return List.of(
                value.setting().key(),
                value.value(),
                value.place().isEmpty() ? value.source() : value.source() + " (" + value.place() + ")",
                value.setting().fallback(),
                value.setting().range());
    }

    private static ObjectNode json(SettingValue value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("setting", value.setting().key())
                .put("value", value.value())
                .put("source", value.source())
                .put("place", value.place())
                .put("default", value.setting().fallback())
                .put("allowed", value.setting().range())
                .put("what", value.setting().description());
    }
}
