/** Tickets for a provider's support: what is asked of the store for one, and how it is written down. */
@NullMarked
package dev.errata.api.ticket;

import org.jspecify.annotations.NullMarked;
