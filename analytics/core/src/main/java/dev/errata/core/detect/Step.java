package dev.errata.core.detect;

/**
 * What an observation changes.
 *
 * @param state to remember
 * @param finding what to say
 * @param <S> the state
 */
public record Step<S>(S state, Finding finding) {}
