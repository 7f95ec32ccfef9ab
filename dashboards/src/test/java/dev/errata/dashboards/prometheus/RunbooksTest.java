package dev.errata.dashboards.prometheus;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.dashboards.prometheus.Shipped.Alert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An alert for each runbook, a runbook for each alert, and all of the same form. */
class RunbooksTest {
    private static final List<String> HEADINGS =
            List.of("## Confirm", "## What to do", "## Whom to tell", "## Silence");

    /** In a code block or between backticks. */
    private static final Pattern COMMAND = Pattern.compile("(?:^|`)errata ([a-z-]+)", Pattern.MULTILINE);

    private static final Pattern COMMAND_OF_README = Pattern.compile("^\\| `errata ([a-z-]+)", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([a-z]+\\.md)\\)");

    /** The alert that no rule raises: Errata tells Alertmanager of it. */
    private static final String INCIDENT = "ErrataIncident";

    @Test
    void eachAlert_hasARunbook_andEachRunbookAnAlert() {
        var wanted = Stream.concat(
                        Stream.of(INCIDENT), Shipped.alerts().stream().map(Alert::name))
                .collect(toSet());

        assertThat(Shipped.files(Shipped.RUNBOOKS).map(RunbooksTest::title).collect(toSet()))
                .isEqualTo(wanted);
        assertThat(Shipped.files(Shipped.RUNBOOKS))
                .allMatch(
                        file -> file.getFileName().toString().equals(title(file).toLowerCase(Locale.ROOT) + ".md"));
    }

    private static String title(Path file) {
        return Shipped.read(file).lines().findFirst().orElse("").replaceFirst("^# ", "");
    }

    @Test
    void eachRunbook_saysWhatItMeans_thenTheRest() {
        assertThat(Shipped.files(Shipped.RUNBOOKS)).isNotEmpty().allSatisfy(file -> {
            var lines = Shipped.read(file).lines().toList();
            assertThat(lines.get(2)).as("what it means").hasSizeGreaterThan(40).doesNotStartWith("#");
            assertThat(lines.stream().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(HEADINGS);
        });
    }

    @Test
    void commands_areThoseOfTheReadme_andLinksLeadSomewhere() {
        var known = COMMAND_OF_README
                .matcher(Shipped.read(Path.of("../README.md")))
                .results()
                .map(command -> command.group(1))
                .collect(toSet());
        assertThat(Shipped.files(Shipped.RUNBOOKS)).allSatisfy(file -> {
            var text = Shipped.read(file);
            assertThat(COMMAND.matcher(text).results().map(command -> command.group(1)))
                    .isSubsetOf(known);
            assertThat(LINK.matcher(text).results().map(link -> Shipped.RUNBOOKS.resolve(link.group(1))))
                    .allMatch(Files::exists);
        });
    }
}
