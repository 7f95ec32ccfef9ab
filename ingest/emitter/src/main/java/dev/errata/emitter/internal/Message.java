package dev.errata.emitter.internal;

/**
 * One record as it is sent. Whoever holds one leaves the arrays as they are.
 *
 * @param key of Kafka's record
 * @param value JSON without line breaks
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Message(Kind kind, byte[] key, byte[] value) {}
