/**
 * The topology: raw records in, whole-valued cells of the rate cube out, exactly once. No I/O but Kafka's own, no wall
 * clock: the ticks in the log are its clock.
 */
@NullMarked
package dev.errata.streams;

import org.jspecify.annotations.NullMarked;
