/** Tells which errors are the same although their messages name another model, id or number. */
@NullMarked
package dev.errata.contract.fingerprint;

import org.jspecify.annotations.NullMarked;
