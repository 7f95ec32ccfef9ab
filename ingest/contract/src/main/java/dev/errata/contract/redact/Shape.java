package dev.errata.contract.redact;

import java.util.Optional;
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

    /** What it always begins with, or a word in it, letters in either case; empty where that varies. */
    default String opening() {
        return prefix();
    }

    /** The characters of which one must be in the text for {@link #at} to find anything. */
    default String signs() {
        return triggers();
    }

    /** The separators that tell nothing behind a name with another end than one of {@link SecretNames}. */
    default String separators() {
        return "";
    }

    /** What must be in the text for {@link #at} to find anything; nothing where that varies. */
    default Optional<Run> run() {
        return Optional.empty();
    }

    /** The secret at or around this character, if there is one; it never starts before {@link Scan#floor()}. */
    @Nullable
    Span at(Scan text, int index);
}
