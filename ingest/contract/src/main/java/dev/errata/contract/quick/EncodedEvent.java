package dev.errata.contract.quick;

/**
 * An event as it stands in Kafka. Whoever holds one leaves the arrays as they are.
 *
 * @param key its project and its id
 * @param value JSON
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record EncodedEvent(byte[] key, byte[] value) {}
