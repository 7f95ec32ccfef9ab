package dev.errata.streams;

import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import java.time.Instant;
import java.util.UUID;

/** Takes a cell as it stands. */
@FunctionalInterface
interface CellTeller {
    /**
     * Takes one.
     *
     * @param series the {@link RateKey#seriesId} of the key
     */
    void tell(Instant window, RateKey key, UUID series, Cell.Count count);
}
