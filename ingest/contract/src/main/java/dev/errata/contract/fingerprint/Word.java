package dev.errata.contract.fingerprint;

/**
 * A piece of a message.
 *
 * @param text as it stands there; a quoted text without its quotes
 * @param quoted whether it stands in quotes
 * @param value whether a colon or an equals sign comes before it
 */
record Word(String text, boolean quoted, boolean value) {}
