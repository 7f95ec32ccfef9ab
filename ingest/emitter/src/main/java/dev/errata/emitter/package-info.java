/** The library that applications embed: sees their calls, tells Errata, and is never in their way. */
@NullMarked
package dev.errata.emitter;

import org.jspecify.annotations.NullMarked;
