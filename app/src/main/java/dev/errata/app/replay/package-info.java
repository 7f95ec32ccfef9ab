/** Recorded events, moved to now with their order and spacing kept. */
@NullMarked
package dev.errata.app.replay;

import org.jspecify.annotations.NullMarked;
