package dev.errata.api;

import java.util.function.Supplier;

/**
 * What Prometheus reads.
 *
 * @param contentType of the text
 * @param text all metrics, as of now
 */
public record Scrape(String contentType, Supplier<String> text) {}
