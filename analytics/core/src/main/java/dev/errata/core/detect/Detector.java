package dev.errata.core.detect;

/**
 * Judges one series, observation by observation. Pure and stateless itself, so one serves any number of series and
 * threads.
 *
 * @param <O> what it is shown, in the order of time
 * @param <S> what it remembers of the series; never changed, only replaced
 */
public interface Detector<O, S> {

    /** By which it is chosen. */
    String name();

    /** What is known of a series before its first observation. */
    S start();

    /** The same state and observation always give the same step. */
    Step<S> next(S state, O observation);

    /** How states are stored. */
    StateCodec<S> codec();
}
