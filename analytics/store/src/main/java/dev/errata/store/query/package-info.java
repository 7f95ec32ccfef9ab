/**
 * The questions that people ask, one class each: its parameters in a record, its SQL as a text block, the mapping beside
 * it. Reads only; knows nothing of Kafka and HTTP.
 */
@NullMarked
package dev.errata.store.query;

import org.jspecify.annotations.NullMarked;
