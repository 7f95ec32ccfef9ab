/**
 * The short way to Kafka of the events that need no change, as nearly all do not: what it gives is, to the byte, what
 * reading, redacting, fitting and writing them would give. Whatever it does not know for sure it leaves to those.
 */
@NullMarked
package dev.errata.contract.quick;

import org.jspecify.annotations.NullMarked;
