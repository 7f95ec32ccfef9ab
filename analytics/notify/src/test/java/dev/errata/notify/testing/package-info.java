/** A real receiver for tests of every module. */
@NullMarked
package dev.errata.notify.testing;

import org.jspecify.annotations.NullMarked;
