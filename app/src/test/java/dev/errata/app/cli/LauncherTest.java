package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {

    @ParameterizedTest
    @ValueSource(strings = {"errata", ".ci/run"})
    void script_isExecutableAndParses(String name) throws Exception {
        var script = Path.of("..").resolve(name);

        assertThat(Files.isExecutable(script)).isTrue();
        assertThat(output("bash", "-n", script.toString())).isEmpty();
    }

    @Test
    void script_withoutAJdk_exits18_andSaysWhatToInstall() throws Exception {
        var process = new ProcessBuilder(
                        "bash", "-c", "eval \"$(sed '$d' ../errata)\"; find_jdk() { return 1; }; main search x")
                .redirectErrorStream(true)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(ExitCode.JDK_MISSING.code());
        assertThat(text).startsWith("errata: there is no JDK 25 here").contains("openjdk-25-jdk");
    }

    @Test
    void script_usesNothingThatBash32Lacks() throws IOException {
        assertThat(Files.readString(Path.of("../errata")))
                .doesNotContain("declare -A", "mapfile", "readarray", "${1^^}", "readlink -f", "&>>");
    }

    private static String output(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
