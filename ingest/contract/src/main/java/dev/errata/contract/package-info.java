/**
 * What applications and Errata say to each other: the records, their JSON, their limits and the error catalogue.
 * Runs on Java 17, since applications embed it; does no I/O.
 */
@NullMarked
package dev.errata.contract;

import org.jspecify.annotations.NullMarked;
