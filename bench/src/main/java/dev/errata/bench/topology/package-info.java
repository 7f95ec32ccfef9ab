/** The topology beside the textbook's, and beside a consumer that does nothing but count. */
@NullMarked
package dev.errata.bench.topology;

import org.jspecify.annotations.NullMarked;
