package dev.errata.store.sink;

import dev.errata.store.sink.EventRows.Identity;
import dev.errata.store.sink.JudgedRows.Judged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one write makes of its records: rows that are new as far as anybody knows, and suspects, which may be there already.
 * An event that follows a suspect of the same identity is one, too: the first in the log is the one that is stored.
 */
final class EventBatch {
    private final BinaryCopy copy;
    private final List<Judged> suspects = new ArrayList<>();
    private final Set<Identity> suspected;
    private final boolean suspectsAll;
    private final List<Judged> uncounted = new ArrayList<>();
    private int fresh;
    private int refused;
    private int withoutBody;

    /**
     * Without events.
     *
     * @param copy where new rows go
     * @param suspicion before any is seen
     */
    EventBatch(BinaryCopy copy, Suspicion suspicion) {
        this.copy = copy;
        this.suspected = new HashSet<>(suspicion.some());
        this.suspectsAll = suspicion.all();
    }

    /**
     * Which events are suspects whatever they say.
     *
     * @param all of them
     * @param some these, if not all
     */
    record Suspicion(boolean all, Set<Identity> some) {
        static final Suspicion NONE = new Suspicion(false, Set.of());
        static final Suspicion ALL = new Suspicion(true, Set.of());

        static Suspicion of(Set<Identity> events) {
            return new Suspicion(false, events);
        }
    }

    /** A row that was written to {@link #copy} already. */
    void addScanned(boolean bodyLeftOut) {
        fresh++;
        withoutBody += bodyLeftOut ? 1 : 0;
    }

    /** Whether it is new as far as anybody knows. */
    boolean add(Judged judged, boolean resend) {
        withoutBody += judged.row().bodyLeftOut() ? 1 : 0;
        if (resend || isSuspected(judged.identity())) {
            suspected.add(judged.identity());
            suspects.add(judged);
            return false;
        }
        EventRows.append(copy, judged.row());
        fresh++;
        if (!judged.counted()) {
            uncounted.add(judged);
        }
        return true;
    }

    void addRefused() {
        refused++;
    }

    /** Whether {@link #isSuspected} is true of any. */
    boolean suspectsAny() {
        return suspectsAll || !suspected.isEmpty();
    }

    /** Whether an event of this identity may be there already. */
    boolean isSuspected(Identity identity) {
        return suspectsAll || suspected.contains(identity);
    }

    BinaryCopy copy() {
        return copy;
    }

    /** How many rows went to {@link #copy}. */
    int fresh() {
        return fresh;
    }

    List<Judged> suspects() {
        return suspects;
    }

    /** Those of them that the topology did not count. */
    List<Judged> uncounted() {
        return uncounted;
    }

    int events() {
        return fresh + suspects.size();
    }

    int refused() {
        return refused;
    }

    int withoutBody() {
        return withoutBody;
    }
}
