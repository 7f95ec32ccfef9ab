/** What the tests of several modules share. */
@NullMarked
package dev.errata.contract.testing;

import org.jspecify.annotations.NullMarked;
