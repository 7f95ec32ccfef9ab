package dev.errata.store.incident;

import dev.errata.contract.Owner;
import java.util.List;

/**
 * A receiver, and how it wants to be told.
 *
 * @param receiver its name, which stays the same across restarts
 */
public record Audience(String receiver, Manner manner) {

    /** How a receiver is told of an incident. */
    public enum Manner {
        /** How it stands, again and again while it goes on. */
        STANDING,
        /** What happens to it, each once. */
        HAPPENING
    }

    /** Who has to be told of which incident. Pure. */
    @FunctionalInterface
    public interface Routing {
        /** Nobody is told of anything. */
        Routing NOBODY = (_, _) -> List.of();

        /**
         * Those who are told.
         *
         * @param project whose incident it is
         * @param owner who can put it right, as was told first: who was told of its beginning is told the rest
         */
        List<Audience> of(String project, Owner owner);
    }
}
