/** What a dead letter is, for those who write, find, replay and show them. Values only: neither SQL nor Kafka. */
@NullMarked
package dev.errata.store.deadletter;

import org.jspecify.annotations.NullMarked;
