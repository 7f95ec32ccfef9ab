package dev.errata.http;

import io.javalin.config.RoutesConfig;

/** A part of the application that answers on some paths. Called once, before the server starts. */
@FunctionalInterface
public interface Routes {

    /**
     * Declares the paths and their handlers. Handlers run on virtual threads, may block, and answer an error by
     * throwing an {@link ApiException}; {@code ctx.json} writes records, maps and {@code tools.jackson} trees.
     */
    void register(RoutesConfig routes);
}
