package dev.errata.api;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.http.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real browser, if this machine has one. */
final class Browser {
    private static final Optional<Path> PROGRAM = Stream.of("/usr/bin/chromium", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();

    private Browser() {}

    static boolean isPresent() {
        return PROGRAM.isPresent();
    }

    static void assumePresent() {
        assumeTrue(isPresent(), "no browser: apt-get install chromium, to test the console too");
    }

    /** The page's elements once its scripts have run. */
    static String page(WebServer server, String path, Path profile) throws IOException, InterruptedException {
        var browser = new ProcessBuilder(command("http://127.0.0.1:" + server.port() + path, profile))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var elements = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        browser.waitFor();
        return elements;
    }

    private static List<String> command(String address, Path profile) {
        return List.of(
                PROGRAM.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--virtual-time-budget=4000",
                "--dump-dom",
                address);
    }
}
