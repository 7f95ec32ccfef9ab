/** How fast events get into Kafka, beside Kafka's own producer with the same bytes. */
@NullMarked
package dev.errata.bench.ingest;

import org.jspecify.annotations.NullMarked;
