package dev.errata.api;

import dev.errata.http.Allow;
import dev.errata.http.Routes;
import io.javalin.config.RoutesConfig;
import java.util.List;

/**
 * The console: one page and its static files, as they lie beside this class. They are for everybody, since they hold
 * nothing but themselves: what the page shows, it asks for like anybody else.
 */
final class ConsoleRoutes implements Routes {
    private static final List<String> FILES = List.of(
            "api.js",
            "chart.js",
            "console.css",
            "dashboard.js",
            "dom.js",
            "event.js",
            "format.js",
            "icon.svg",
            "ids.js",
            "incident.js",
            "main.js",
            "state.js",
            "table.js",
            "token.js");

    @Override
    public void register(RoutesConfig routes) {
        var page = Asset.ofConsole("index.html");
        routes.get("/", page, Allow.ANYONE);
        routes.get("/r/{id}", page, Allow.ANYONE);
        routes.get("/incidents/{id}", page, Allow.ANYONE);
        FILES.forEach(file -> routes.get("/console/" + file, Asset.ofConsole(file), Allow.ANYONE));
        routes.get("/console/uplot.js", Asset.ofChart("uPlot.esm.js"), Allow.ANYONE);
        routes.get("/console/uplot.css", Asset.ofChart("uPlot.min.css"), Allow.ANYONE);
    }
}
