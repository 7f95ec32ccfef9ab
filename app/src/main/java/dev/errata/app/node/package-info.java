/** One running Errata: how it starts, what can go wrong then, and how it is stopped. */
@NullMarked
package dev.errata.app.node;

import org.jspecify.annotations.NullMarked;
