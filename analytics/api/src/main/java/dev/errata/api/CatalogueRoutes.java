package dev.errata.api;

import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.http.Allow;
import dev.errata.http.ApiException;
import dev.errata.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/** What errors mean and what to do about them. */
final class CatalogueRoutes implements Routes {
    private final Catalogue catalogue;

    CatalogueRoutes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/catalogue", this::all, Allow.READ);
        routes.get("/api/v1/catalogue/{key}", this::one, Allow.READ);
    }

    private void all(Context ctx) {
        var json = JsonNodeFactory.instance.objectNode();
        var entries = json.putArray("entries");
        catalogue.all().forEach(entry -> entries.add(entry.toJson()));
        ctx.json(json);
    }

    private void one(Context ctx) {
        var key = ctx.pathParam("key");
        ctx.json(catalogue.entry(key).orElseThrow(() -> unknown(key)).toJson());
    }

    private ApiException unknown(String key) {
        var known = catalogue.all().stream().map(CatalogueEntry::key).collect(Collectors.joining(", "));
        return ApiException.notFound("The catalogue has no entry " + key + "; it has " + known)
                .withParam("key");
    }
}
