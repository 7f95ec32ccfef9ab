/**
 * Incidents as they are stored, what people did about them, and the outbox: what has to be told of them to whom. Knows how to
 * keep and hand out messages, not how to send them.
 */
@NullMarked
package dev.errata.store.incident;

import org.jspecify.annotations.NullMarked;
