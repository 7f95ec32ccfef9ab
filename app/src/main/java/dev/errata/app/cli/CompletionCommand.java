package dev.errata.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code errata completion}. */
@Command(
        name = "completion",
        descriptionHeading = "%n",
        description = "Print the script by which bash and zsh complete errata's commands and options.",
        footerHeading = "Examples:%n",
        footer = {
            "  source <(errata completion)                          for this shell",
            "  errata completion > ~/.local/share/bash-completion/completions/errata",
            ""
        })
final class CompletionCommand extends TalkingCommand {
    CompletionCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        var root = spec().root();
        print(AutoComplete.bash(root.name(), root.commandLine()).stripTrailing());
        return ExitCode.FINE.code();
    }
}
