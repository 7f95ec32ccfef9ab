package dev.errata.api;

import dev.errata.http.Access;
import dev.errata.http.Allow;
import dev.errata.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What machines ask, at {@code /healthz}, {@code /readyz} and {@code /metrics}: is it alive, is it ready, what does it
 * measure. Health is for everybody, since whoever asks for it, a load balancer, has no token; so what is wrong in detail
 * is told to this machine alone, and in the log. With a token, metrics are those of its project and of none. Safe from any
 * thread.
 */
public final class Operations implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
    private static final int OK = 200;
    private static final int NOT_READY = 503;

    private final List<HealthCheck> checks;
    private final Scrape metrics;

    /**
     * For one process.
     *
     * @param checks what has to be well for it to be ready
     * @param metrics what Prometheus reads
     */
    public Operations(List<HealthCheck> checks, Scrape metrics) {
        this.checks = List.copyOf(checks);
        this.metrics = metrics;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/healthz", ctx -> ctx.json(Map.of("status", "ok")), Allow.ANYONE);
        routes.get("/readyz", this::ready, Allow.ANYONE);
        routes.get("/metrics", this::scrape, Allow.READ, Allow.ADMIN);
    }

    private void scrape(Context ctx) {
        var text = Access.isWithoutToken(ctx) ? metrics.text().get() : metrics.textOf(Access.project(ctx));
        ctx.contentType(metrics.contentType()).result(text);
    }

    private void ready(Context ctx) {
        var json = JsonNodeFactory.instance.objectNode().put("status", "ok");
        var components = json.putObject("checks");
        for (var check : checks) {
            var component = components.putObject(check.name()).put("status", "ok");
            check.check().ifPresent(problem -> {
                LOG.warn("Not ready: {}: {}", check.name(), problem);
                component.put("status", "failed");
                Access.principal(ctx).ifPresent(_ -> component.put("problem", problem));
                json.put("status", "failed");
            });
        }
        var ready = json.path("status").asString().equals("ok");
        ctx.status(ready ? OK : NOT_READY).json(json);
    }
}
