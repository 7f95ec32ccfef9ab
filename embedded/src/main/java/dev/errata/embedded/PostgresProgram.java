package dev.errata.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.embedded.StartException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs PostgreSQL's own programs ({@code initdb}, {@code pg_ctl}) and waits for them.
 *
 * <p>PostgreSQL refuses to run as root. For root, the programs therefore run as {@code nobody}, who owns the server's
 * directory, with the single capability of passing through directories that only root may enter.
 */
record PostgresProgram(Path home) {

    private static final String UNPRIVILEGED = "nobody";
    private static final List<String> AS_UNPRIVILEGED = List.of(
            "setpriv",
            "--reuid=" + UNPRIVILEGED,
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");

    /** How a program ended, with all that it printed. */
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    Result run(String program, List<String> arguments) throws IOException {
        var process = new ProcessBuilder(command(program, arguments))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        return new Result(exitCode(process), output);
    }

    private List<String> command(String program, List<String> arguments) {
        var path = home.resolve("bin").resolve(program).toString();
        var prefix = isRoot() ? AS_UNPRIVILEGED : List.<String>of();
        return Stream.of(prefix, List.of(path), arguments).flatMap(List::stream).toList();
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException(Reason.OTHER, "interrupted while waiting for PostgreSQL", e);
        }
    }

    /** Gives a directory, without its content, to the account that the programs run as. */
    static void handOver(Path directory) throws IOException {
        if (isRoot()) {
            var accounts = directory.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(directory, accounts.lookupPrincipalByName(UNPRIVILEGED));
        }
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
