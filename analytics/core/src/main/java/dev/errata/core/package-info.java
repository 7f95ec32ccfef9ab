/**
 * The rules: which events count, into which window and series, and what a rate is. Pure functions and values; no
 * Kafka, no database, no clock.
 */
@NullMarked
package dev.errata.core;

import org.jspecify.annotations.NullMarked;
