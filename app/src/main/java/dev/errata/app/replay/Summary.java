package dev.errata.app.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of a replay.
 *
 * @param accepted events that are stored for good
 * @param rejected the others, in the order of sending
 */
public record Summary(int accepted, List<Rejected> rejected) {

    /**
     * An event that Errata did not take.
     *
     * @param line its line of the file
     * @param reason the contract's code
     * @param message in words
     */
    public record Rejected(int line, String reason, String message) {}

    public Summary {
        rejected = List.copyOf(rejected);
    }

    /** How many were rejected, by reason. */
    public Map<String, Long> byReason() {
        return rejected.stream().collect(Collectors.groupingBy(Rejected::reason, TreeMap::new, Collectors.counting()));
    }

    Summary plus(int moreAccepted, List<Rejected> moreRejected) {
        var all = new ArrayList<>(rejected);
        all.addAll(moreRejected);
        return new Summary(accepted + moreAccepted, all);
    }
}
