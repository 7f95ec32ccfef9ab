package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of secret looks. An implementation is stateless and looks at a bounded number of characters for each one
 * that it masks or passes, so that a whole text costs a number of steps proportional to its length.
 */
interface Shape {
    /** The ASCII characters at which {@link #at} is asked; letters and digits only where a word begins. */
    String triggers();

    /** What it always begins with, the trigger included; empty where that varies. */
    default String prefix() {
        return "";
    }

    /** How long a text must be for {@link #at} to find anything. */
    default int leastLength() {
        return 1;
    }

    /** The secret at or around this character, if there is one; it never starts before {@link Scan#floor()}. */
    @Nullable
    Span at(Scan text, int index);
}
