package dev.errata.core.retry;

/**
 * Waits between a failed attempt and the next one that are alike, counted. Those that are not known, and those after an answer
 * that said how long to wait, are not among them.
 *
 * @param number which attempt of its call had failed, from 1
 * @param slot how long the client waited, coarsely: see {@link InStep}
 * @param waits how many
 */
public record Waits(int number, int slot, long waits) {}
