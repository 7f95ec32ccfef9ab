/**
 * What the spool, the transports and the emitter itself say to each other. No part of the API: it may change with any
 * version.
 */
@NullMarked
package dev.errata.emitter.internal;

import org.jspecify.annotations.NullMarked;
