package dev.errata.contract.redact;

/**
 * A stretch of text to be masked.
 *
 * @param start its first character
 * @param end one past its last
 */
record Span(int start, int end) {}
