/**
 * Answers over HTTP: events by any id, rates, the catalogue, health, and the console that shows them. Asks the store's
 * queries; knows neither SQL nor Kafka.
 */
@NullMarked
package dev.errata.api;

import org.jspecify.annotations.NullMarked;
