/** How fast events get from Kafka into Postgres, beside bare {@code COPY} and beside what others would run. */
@NullMarked
package dev.errata.bench.sink;

import org.jspecify.annotations.NullMarked;
