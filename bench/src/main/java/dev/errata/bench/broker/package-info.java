/** A Kafka broker in a process of its own, so that its processor time can be told from that of what is measured. */
@NullMarked
package dev.errata.bench.broker;

import org.jspecify.annotations.NullMarked;
