/** The ways to Errata: HTTP to the gateway, or Kafka itself. */
@NullMarked
package dev.errata.emitter.internal.transport;

import org.jspecify.annotations.NullMarked;
