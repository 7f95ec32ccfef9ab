/** How much each of many may take over time. */
@NullMarked
package dev.errata.http.limit;

import org.jspecify.annotations.NullMarked;
