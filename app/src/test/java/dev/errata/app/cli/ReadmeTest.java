package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says what the code does; where they differ, the failure shows the text to put there. */
class ReadmeTest {
    private final String readme = Files.readString(Path.of("../README.md"));

    ReadmeTest() throws IOException {}

    @Test
    void settings_table_isTheList() {
        var head =
                Stream.of("| flag | environment | default | allowed | what | read by |", "|---|---|---|---|---|---|");
        var rows = Setting.ALL.stream().map(ReadmeTest::row);

        assertThat(readme).contains(Stream.concat(head, rows).collect(Collectors.joining("\n", "", "\n\n")));
    }

    @Test
    void exitCodes_table_isTheEnum() {
        var head = Stream.of("| code | meaning |", "|---|---|");
        var rows = Arrays.stream(ExitCode.values()).map(code -> "| %d | %s |".formatted(code.code(), code.meaning()));

        assertThat(readme).contains(Stream.concat(head, rows).collect(Collectors.joining("\n", "", "\n\n")));
    }

    private static String row(Setting<?> setting) {
        return "| %s | `%s` | %s | %s | %s | %s |"
                .formatted(
                        setting.hasFlag() ? "`" + setting.flag() + "`" : "",
                        setting.variable(),
                        setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`",
                        setting.range(),
                        setting.description(),
                        setting.readers().stream()
                                .sorted()
                                .map(Setting.Reader::command)
                                .collect(Collectors.joining(", ")));
    }
}
