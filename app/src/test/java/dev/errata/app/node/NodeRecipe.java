package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The cookbook's Node program, with the packages of its lock file. */
final class NodeRecipe {
    private static final Path RECIPE = Path.of("../docs/cookbook/node");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "calls.mjs");
    private static final int MINUTES = 3;

    private final Path directory;

    private NodeRecipe(Path directory) {
        this.directory = directory;
    }

    /** Installs it there. Without Node the calling test is skipped. */
    static NodeRecipe install(Path directory) throws Exception {
        assumeTrue(
                isThere("node") && isThere("npm"), "this test needs node and npm on the PATH (apt install nodejs npm)");
        for (var file : FILES) {
            Files.copy(RECIPE.resolve(file), directory.resolve(file));
        }
        var recipe = new NodeRecipe(directory);
        recipe.run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        return recipe;
    }

    /** Calls the address once with a span and once without, and returns when all has been sent or given up. */
    void call(String address, Map<String, String> environment) throws Exception {
        run(environment, "node", "calls.mjs", address);
    }

    private void run(Map<String, String> environment, String... command) throws Exception {
        var output = Files.createTempFile(directory, "output", ".log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            var ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            assertThat(ended && process.exitValue() == 0)
                    .as("%s ended well: %s", String.join(" ", command), Files.readString(output))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isThere(String program) {
        try {
            var process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
