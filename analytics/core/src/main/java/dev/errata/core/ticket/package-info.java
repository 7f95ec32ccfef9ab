/** What goes into a ticket for a provider's support: pure rules over what is stored. */
@NullMarked
package dev.errata.core.ticket;

import org.jspecify.annotations.NullMarked;
