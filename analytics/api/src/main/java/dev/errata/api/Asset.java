package dev.errata.api;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One static file, read at start, so that a missing one is noticed then. */
final class Asset implements Handler {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final byte[] content;
    private final String type;

    private Asset(String path) {
        this.content = read(path);
        this.type = requireNonNull(TYPES.get(path.substring(path.lastIndexOf('.') + 1)), path);
    }

    static Asset ofConsole(String file) {
        return new Asset("/dev/errata/api/console/" + file);
    }

    /** What says how the API is used. */
    static Asset ofApi(String file) {
        return new Asset("/dev/errata/api/" + file);
    }

    /** A file of uPlot, whose webjar has its version in the path. */
    static Asset ofChart(String file) {
        return new Asset("/META-INF/resources/webjars/uplot/" + chartVersion() + "/dist/" + file);
    }

    /** Kept by the browser, but asked for again each time: an upgrade shows at once. */
    @Override
    public void handle(Context ctx) {
        ctx.header("Cache-Control", "no-cache").contentType(type).result(content);
    }

    private static String chartVersion() {
        var properties =
                new String(read("/META-INF/maven/org.webjars.npm/uplot/pom.properties"), StandardCharsets.UTF_8);
        return properties
                .lines()
                .filter(line -> line.startsWith("version="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] read(String path) {
        try (var in = requireNonNull(Asset.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
