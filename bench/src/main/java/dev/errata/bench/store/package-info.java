/** What a store with many events answers, and how fast. */
@NullMarked
package dev.errata.bench.store;

import org.jspecify.annotations.NullMarked;
