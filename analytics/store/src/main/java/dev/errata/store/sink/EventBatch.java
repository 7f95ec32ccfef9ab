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
    private final Set<Identity> suspected = new HashSet<>();
    private final List<Judged> uncounted = new ArrayList<>();
    private int fresh;
    private int refused;
    private int withoutBody;

    /** @param copy where new rows go */
    EventBatch(BinaryCopy copy) {
        this.copy = copy;
    }

    /** A row that was written to {@link #copy} already. */
    void addScanned(boolean bodyLeftOut) {
        fresh++;
        withoutBody += bodyLeftOut ? 1 : 0;
    }

    /** Whether it is new as far as anybody knows. */
    boolean add(Judged judged, boolean resend) {
        withoutBody += judged.row().bodyLeftOut() ? 1 : 0;
        if (resend || suspected.contains(judged.identity())) {
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

    boolean hasSuspects() {
        return !suspects.isEmpty();
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
