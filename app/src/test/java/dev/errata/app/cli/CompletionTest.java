package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.node.Wiring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    Path directory;

    @Test
    void completion_inARealBash_completesCommandsAndOptions() throws Exception {
        var console = new Console(Map.of(), Terminal.NONE, new Wiring());
        assertThat(console.run("completion")).isZero();
        var script = Files.writeString(directory.resolve("errata"), console.out());

        assertThat(completed(script, "errata tick")).isEqualTo("ticket");
        assertThat(completed(script, "errata token cr")).isEqualTo("create");
        assertThat(completed(script, "errata export --tra")).endsWith("--traffic");
        assertThat(completed(script, "errata ticket --fo")).contains("--format", "--for");
    }

    private static String completed(Path script, String line) throws IOException, InterruptedException {
        var bash =
                "source '%s'; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_errata; echo ${COMPREPLY[@]}"
                        .formatted(script, line);
        var process =
                new ProcessBuilder("bash", "-c", bash).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.strip();
    }
}
