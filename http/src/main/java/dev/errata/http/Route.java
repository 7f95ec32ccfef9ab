package dev.errata.http;

import java.util.Set;

/**
 * One path that a server answers on.
 *
 * @param method such as {@code GET}
 * @param path with its parameters in braces
 * @param allowed who may use it; never empty
 */
public record Route(String method, String path, Set<Allow> allowed) {}
