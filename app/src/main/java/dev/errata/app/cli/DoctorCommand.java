package dev.errata.app.cli;

import dev.errata.app.config.DoctorConfig;
import dev.errata.app.node.doctor.Doctor;
import dev.errata.app.node.doctor.Finding;
import dev.errata.app.node.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code errata doctor}. */
@Command(
        name = "doctor",
        descriptionHeading = "%n",
        description = {
            "Look at this machine, Kafka, Postgres and a running Errata, and say of each thing whether it is well, and what to do"
                    + " where it is not. Nothing is changed.",
            "Ends with 0 where nothing fails, and with 5 where something does."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata doctor                             the errata up on this machine",
            "  errata doctor --config errata.yml         any other",
            ""
        })
final class DoctorCommand extends TalkingCommand {
    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    DoctorCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        var config = DoctorConfig.of(surroundings().environment(), SettingOptions.given(spec()));
        var findings = new ArrayList<Finding>();
        Doctor.examine(config, surroundings().clock(), finding -> {
            findings.add(finding);
            if (!json) {
                show(finding);
            }
        });
        if (json) {
            print(json(findings));
        }
        return (findings.stream().anyMatch(finding -> finding.level() == Level.FAIL)
                        ? ExitCode.DIFFERENT
                        : ExitCode.FINE)
                .code();
    }

    private void show(Finding finding) {
        print("%-4s  %-14s  %s".formatted(name(finding.level()), finding.check(), finding.what()));
        if (!finding.advice().isEmpty()) {
            print("%-4s  %-14s  -> %s".formatted("", "", finding.advice()));
        }
    }

    private static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static String json(List<Finding> findings) {
        var array = JsonNodeFactory.instance.arrayNode();
        findings.forEach(finding -> array.addObject()
                .put("check", finding.check())
                .put("level", name(finding.level()))
                .put("what", finding.what())
                .put("advice", finding.advice()));
        return array.toString();
    }
}
