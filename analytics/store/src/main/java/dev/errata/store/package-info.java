/** Everything that speaks SQL. */
@NullMarked
package dev.errata.store;

import org.jspecify.annotations.NullMarked;
