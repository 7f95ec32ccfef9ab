package dev.errata.emitter.internal.spool;

import dev.errata.emitter.internal.Message;

/**
 * A record in the spool, in the hands of whoever sends it.
 *
 * @param maybeStored whether an earlier send of it has an unknown outcome
 */
public record SpoolRecord(Segment segment, int index, long offset, Message message, boolean maybeStored) {}
