package dev.errata.core.detect;

/**
 * States as bytes, at most 2 KB each. What comes back judges as the state that was written.
 *
 * @param <S> the state
 */
public interface StateCodec<S> {
    byte[] encode(S state);

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    S decode(byte[] bytes);
}
