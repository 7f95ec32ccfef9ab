package dev.errata.api;

import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.Replayed;

/** Brings refused records back into the flow. Safe from any thread. */
@FunctionalInterface
public interface Redrive {
    /**
     * Replays one dead letter; twice or half does no harm.
     *
     * @param dryRun only says what would be done
     * @throws dev.errata.store.deadletter.LogUnavailableException where doing it again later may help
     * @throws dev.errata.store.query.StoreUnavailableException likewise
     */
    Replayed replay(DeadLetter letter, boolean dryRun);
}
