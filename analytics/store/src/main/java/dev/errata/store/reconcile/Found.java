package dev.errata.store.reconcile;

import java.util.List;

/**
 * What a comparison has found.
 *
 * @param compared how many numbers were compared: one for each series, window and count
 * @param recomputed their sum, as it should be
 */
record Found(List<Difference> differences, long compared, long recomputed) {
    static final Found NOTHING = new Found(List.of(), 0, 0);

    Found {
        differences = List.copyOf(differences);
    }
}
