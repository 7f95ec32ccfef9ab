package dev.errata.emitter;

import dev.errata.contract.Caller;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.emitter.internal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Counts calls by window and target. Anybody adds; one thread collects. A window is told once it has ended, and told
 * again as a whole, with a higher {@code seq}, where counts come late. Each window holds a bounded number of targets;
 * what comes beyond goes to the target {@code other}, so that the sums stay exact.
 */
final class Totals {
    /** As long as Errata takes totals. */
    private static final Duration KEEP = Duration.ofMinutes(10);

    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int MAX_TARGETS = 500;
    private static final int MAX_FRESH = 2_000;
    private static final Target OTHER = new Target("other", "other", "other", null, null);
    private static final int SOURCE_CHARS = 20;

    private final Caller caller;
    private final Preparer preparer;
    private final Ledger ledger;
    private final InstantSource clock;
    private final String source;
    private final Map<Key, Sums> fresh = new ConcurrentHashMap<>();
    private final TreeMap<Instant, Map<Target, Sums>> told = new TreeMap<>();
    private final Set<Key> untold = new HashSet<>();
    private long seq;

    private record Key(Instant window, Target target) {}

    Totals(Caller caller, Preparer preparer, Ledger ledger, InstantSource clock, RandomGenerator random) {
        this.caller = caller;
        this.preparer = preparer;
        this.ledger = ledger;
        this.clock = clock;
        this.source = source(random);
    }

    /** Letters only: nothing in it looks like a number that is to be masked. */
    private static String source(RandomGenerator random) {
        return random.ints(SOURCE_CHARS, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** Adds to the window that holds the time. From any thread. */
    void add(Instant time, Target target, Tally tally) {
        try {
            addChecked(time, target, tally);
        } catch (RuntimeException e) {
            // A null where there must be none: the application's mistake, and yet none of its business here.
            ledger.taken(Kind.TRAFFIC, 1);
            ledger.lost(Kind.TRAFFIC, LossReason.INVALID, 1);
        }
    }

    private void addChecked(Instant time, Target target, Tally tally) {
        var now = clock.instant();
        if (time.isBefore(now.minus(KEEP)) || time.isAfter(now.plus(AHEAD))) {
            late(Sums.of(tally));
        } else {
            merge(time, target, Sums.of(tally));
        }
    }

    /** Failed attempts that are lost; at the present time where their own is out of bounds. From any thread. */
    void lost(Instant time, Target target, long attempts) {
        var now = clock.instant();
        var useful = !time.isBefore(now.minus(KEEP)) && !time.isAfter(now.plus(AHEAD));
        merge(useful ? time : now, target, Sums.lost(attempts));
    }

    private void merge(Instant time, Target target, Sums sums) {
        var key = new Key(windowOf(time), only(target));
        var full = fresh.size() >= MAX_FRESH && !fresh.containsKey(key);
        fresh.merge(full ? new Key(key.window(), OTHER) : key, sums, Sums::plus);
    }

    private static Target only(Target target) {
        return new Target(target.provider(), target.model(), target.operation(), null, null);
    }

    private static Instant windowOf(Instant time) {
        var length = TrafficRecord.WINDOW.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), length) * length);
    }

    /**
     * The totals that are to be sent now: of windows that have ended, and that have changed. On the collector's thread.
     *
     * @param open whether windows that have not ended are to be told as well
     */
    List<TrafficRecord> due(boolean open) {
        var now = clock.instant();
        forgetBefore(now.minus(KEEP).minus(TrafficRecord.WINDOW));
        var lastEnded = now.minus(DELAY).minus(TrafficRecord.WINDOW);
        for (var key : List.copyOf(fresh.keySet())) {
            if (open || !key.window().isAfter(lastEnded)) {
                var sums = fresh.remove(key);
                if (sums != null) {
                    collect(key, sums);
                }
            }
        }
        var records = new ArrayList<TrafficRecord>(untold.size());
        for (var key : untold) {
            var sums = told.getOrDefault(key.window(), Map.of()).get(key.target());
            if (sums != null) {
                records.add(record(key, sums));
            }
        }
        untold.clear();
        return records;
    }

    private void forgetBefore(Instant window) {
        told.headMap(window).clear();
    }

    private void collect(Key key, Sums sums) {
        if (key.window().isBefore(clock.instant().minus(KEEP).minus(TrafficRecord.WINDOW))) {
            late(sums);
            return;
        }
        var targets = told.computeIfAbsent(key.window(), window -> new HashMap<>());
        var safe = safe(key.target());
        var target = targets.size() >= MAX_TARGETS && !targets.containsKey(safe) ? OTHER : safe;
        targets.merge(target, sums, Sums::plus);
        untold.add(new Key(key.window(), target));
    }

    /** As it will be stored: two targets that are one without their secrets must be counted as one. */
    private Target safe(Target target) {
        try {
            return preparer.safe(record(new Key(Instant.EPOCH, target), Sums.lost(0)))
                    .target();
        } catch (InvalidRecordException e) {
            return OTHER;
        }
    }

    private TrafficRecord record(Key key, Sums sums) {
        return new TrafficRecord(
                source,
                seq++,
                key.window(),
                caller,
                key.target(),
                sums.tally().requests(),
                sums.calls(),
                sums.lost() == 0 ? null : sums.lost());
    }

    private void late(Sums sums) {
        ledger.taken(Kind.TRAFFIC, sums.tally().requests());
        ledger.lost(Kind.TRAFFIC, LossReason.LATE, sums.tally().requests());
    }
}
