/**
 * Benchmarks, and the harness that they share: contenders for the same work take turns in one run, and what is reported
 * is how one of ours compares to the baseline of the same round.
 */
@NullMarked
package dev.errata.bench;

import org.jspecify.annotations.NullMarked;
