package dev.errata.app.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;

import dev.errata.app.config.Setting.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** All commands, with the manners that they share. */
public final class CommandTree {
    private static final int NARROW = 80;
    private static final int WIDE = 120;

    private CommandTree() {}

    /** The whole command line, ready to execute. */
    public static CommandLine of(Surroundings surroundings, Starters starters) {
        var root = new CommandLine(new Root())
                .addSubcommand(command(new Up(surroundings, starters.up()), Reader.UP))
                .addSubcommand(command(new RunGateway(surroundings, starters.gateway()), Reader.GATEWAY))
                .addSubcommand(command(new RunAnalytics(surroundings, starters.analytics()), Reader.ANALYTICS))
                .addSubcommand(command(new RunApi(surroundings, starters.api()), Reader.API))
                .addSubcommand(command(new Topics(surroundings), Reader.TOPICS))
                .addSubcommand(command(new Migrate(surroundings), Reader.MIGRATE))
                .addSubcommand(command(new Search(surroundings), Reader.CLIENT))
                .addSubcommand(command(new TicketCommand(surroundings), Reader.CLIENT))
                .addSubcommand(RatesFilters.added(command(new EventsCommand(surroundings), Reader.CLIENT)))
                .addSubcommand(RatesFilters.added(command(new GroupsCommand(surroundings), Reader.CLIENT)))
                .addSubcommand(RatesFilters.added(command(new TailCommand(surroundings), Reader.CLIENT)))
                .addSubcommand(RatesFilters.added(command(new ExportCommand(surroundings), Reader.CLIENT)))
                .addSubcommand(RatesFilters.added(command(new Rates(surroundings), Reader.CLIENT)))
                .addSubcommand(RatesFilters.addedOfTraffic(command(new RetriesCommand(surroundings), Reader.CLIENT)))
                .addSubcommand(RatesFilters.addedOfTraffic(command(new TasksCommand(surroundings), Reader.CLIENT)))
                .addSubcommand(command(new IncidentCommands(surroundings), Reader.CLIENT)
                        .addSubcommand(command(new IncidentList(surroundings), Reader.CLIENT))
                        .addSubcommand(command(new IncidentShow(surroundings), Reader.CLIENT))
                        .addSubcommand(command(new IncidentAcknowledge(surroundings), Reader.CLIENT))
                        .addSubcommand(command(new IncidentSnooze(surroundings), Reader.CLIENT)))
                .addSubcommand(command(new ReplayFile(surroundings), Reader.CLIENT))
                .addSubcommand(command(new BacktestCommand(surroundings), Reader.BACKTEST))
                .addSubcommand(command(new Demo(surroundings), Reader.CLIENT))
                .addSubcommand(command(new TokenCommands())
                        .addSubcommand(command(new TokenCreate(surroundings), Reader.TOKEN))
                        .addSubcommand(command(new TokenList(surroundings), Reader.TOKEN))
                        .addSubcommand(command(new TokenRevoke(surroundings), Reader.TOKEN)))
                .addSubcommand(command(new DeadLetterCommands())
                        .addSubcommand(command(new DeadLetterList(surroundings), Reader.CLIENT))
                        .addSubcommand(command(new DeadLetterShow(surroundings), Reader.CLIENT))
                        .addSubcommand(command(new DeadLetterReplay(surroundings), Reader.CLIENT)))
                .addSubcommand(command(new Reconcile(surroundings), Reader.RECONCILE))
                .addSubcommand(command(new RetentionCommand(surroundings), Reader.RETENTION))
                .addSubcommand(command(new DoctorCommand(surroundings), Reader.DOCTOR))
                .addSubcommand(SettingOptions.allAdded(command(new ConfigCommand(surroundings))))
                .addSubcommand(command(new CompletionCommand(surroundings)))
                .addSubcommand(command(new Bench(Bench.ALL)))
                .addSubcommand(new CommandLine(new Version()))
                .addSubcommand(command(new Lab())
                        .addSubcommand(command(new LabDetect()))
                        .addSubcommand(command(new LabExplain()))
                        .addSubcommand(command(new LabNab()))
                        .addSubcommand(command(new LabGroup(System.in)))
                        .addSubcommand(command(new LabNormalize(surroundings))));
        return root.setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new UsageErrors())
                .setHelpSectionKeys(examplesFirst(root.getHelpSectionKeys()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(surroundings.terminal())))
                .setUsageHelpWidth(Math.clamp(surroundings.terminal().width(), NARROW, WIDE));
    }

    private static CommandLine command(Callable<Integer> command, Reader reader) {
        return SettingOptions.added(command(command), reader);
    }

    private static CommandLine command(Callable<Integer> command) {
        var help = OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.");
        var line = new CommandLine(command);
        line.getCommandSpec().addOption(help.build());
        return line;
    }

    /** Every command keeps its examples in its footer; people read the top. */
    private static List<String> examplesFirst(List<String> keys) {
        var reordered = new ArrayList<>(List.of(SECTION_KEY_FOOTER_HEADING, SECTION_KEY_FOOTER));
        keys.stream().filter(key -> !reordered.contains(key)).toList().forEach(reordered::add);
        return reordered;
    }

    private static Ansi ansi(Terminal terminal) {
        return terminal.colour() ? Ansi.ON : Ansi.OFF;
    }
}
