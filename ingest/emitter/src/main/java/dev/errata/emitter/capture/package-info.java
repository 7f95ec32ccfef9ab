/**
 * What is seen of one call to an API, whatever client makes it: attempts become events and totals, attempts of one logical
 * call are joined. The hooks in the neighbouring packages only fetch the bytes.
 */
@NullMarked
package dev.errata.emitter.capture;

import org.jspecify.annotations.NullMarked;
