/** Deletes what is older than it has to be kept. The daily partitions of events go by themselves. */
@NullMarked
package dev.errata.store.retention;

import org.jspecify.annotations.NullMarked;
