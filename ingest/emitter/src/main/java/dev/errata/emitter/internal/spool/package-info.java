/**
 * Records on disk until Errata has acknowledged them.
 *
 * <p>A directory holds <em>slots</em>, one for each process that uses it at the same time; a slot holds <em>segments</em>,
 * each of two files. {@code .seg} holds the records, each with its length and two CRC-32C, and is only appended to.
 * {@code .state} holds one byte a record, which says whether the record waits, may have been sent, or is done. That byte
 * is on disk before the record leaves, so whoever starts after a {@code kill -9} knows which records may be stored
 * already. Writes are enough for that, since the page cache outlives the process; what is to outlive a power cut as well
 * is forced.
 */
@NullMarked
package dev.errata.emitter.internal.spool;

import org.jspecify.annotations.NullMarked;
