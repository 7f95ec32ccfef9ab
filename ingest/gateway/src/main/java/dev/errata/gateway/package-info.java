/**
 * The way in over HTTP: parse, admit, publish to Kafka, and only then say that all is well. One {@code Ingest} handler
 * serves every kind of record; a kind is one small class.
 */
@NullMarked
package dev.errata.gateway;

import org.jspecify.annotations.NullMarked;
