/** Finds the fields of a record in its bytes, without making objects of them; leaves what is not plain to the codecs. */
@NullMarked
package dev.errata.contract.scan;

import org.jspecify.annotations.NullMarked;
