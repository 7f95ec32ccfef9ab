/**
 * The exactness kit: a load whose events prove by themselves that all of them are there, faults in a seeded order, and a
 * checker that counts everything once more. See {@code docs/architecture.md}.
 */
@NullMarked
package dev.errata.app.exactness;

import org.jspecify.annotations.NullMarked;
