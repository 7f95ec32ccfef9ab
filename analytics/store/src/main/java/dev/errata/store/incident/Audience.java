package dev.errata.store.incident;

import dev.errata.core.incident.Incident;
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
        Routing NOBODY = _ -> List.of();

        /** Those who are told of this one. */
        List<Audience> of(Incident incident);
    }
}
