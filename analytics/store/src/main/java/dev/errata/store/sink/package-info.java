/**
 * From Kafka into Postgres. Each sink reads one topic and writes its rows in the transaction that moves its offset, so
 * that a crash, a rebalance or a zombie repeats nothing and skips nothing.
 */
@NullMarked
package dev.errata.store.sink;

import org.jspecify.annotations.NullMarked;
