package dev.errata.core.retry;

import java.util.Map;
import java.util.TreeMap;

/**
 * Finds retries without jitter: calls that wait equally long and so come back together, as they failed together.
 *
 * <p>Waits are sorted into slots of 20 ms, above a second of 2 %. Of all waits after a first failure (and, apart, after a
 * second, and so on) the fullest two neighbouring slots are taken: two, so that no border splits what belongs together. If
 * there are at least 20 waits and half of them or more are in those two, those are in step.
 *
 * <p>Clients with jitter stay below: in the two slots are 4 % of waits with full jitter from a second on, 14 to 32 % with the
 * quarter that OpenAI's and Anthropic's SDKs take off, and 34 % of the fourth waits of the error reference's example (8 s and up
 * to one more).
 */
final class InStep {
    private static final long LEAST = 20;

    private final Map<Integer, TreeMap<Integer, Long>> slots = new TreeMap<>();

    void add(Waits alike) {
        slots.computeIfAbsent(alike.number(), _ -> new TreeMap<>()).merge(alike.slot(), alike.waits(), Long::sum);
    }

    /** Those in step, out of those after as many failures as enough others. */
    Share share() {
        var share = Share.NONE;
        for (var bySlot : slots.values()) {
            var all = bySlot.values().stream().mapToLong(Long::longValue).sum();
            if (all >= LEAST) {
                var together = fullestPair(bySlot);
                share = share.plus(2 * together >= all ? together : 0, all);
            }
        }
        return share;
    }

    private static long fullestPair(Map<Integer, Long> bySlot) {
        return bySlot.entrySet().stream()
                .mapToLong(entry -> entry.getValue() + bySlot.getOrDefault(entry.getKey() + 1, 0L))
                .max()
                .orElse(0);
    }
}
