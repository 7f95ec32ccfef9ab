package dev.errata.emitter;

import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.Transport.Capacity;
import dev.errata.emitter.internal.spool.Spool;
import dev.errata.emitter.internal.spool.SpoolRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spool, if there is one, as the pump sees it. One thread's, but for the sizes, which anybody may read. */
final class Store {
    private final @Nullable Spool spool;
    private final boolean durable;
    private final Ledger ledger;
    private long damaged;
    private boolean forced = true;
    private volatile long records;
    private volatile long bytes;

    /**
     * What is in the spool already counts as taken.
     *
     * @param durable whether every record is to be in the spool before it is sent
     */
    Store(@Nullable Spool spool, boolean durable, Ledger ledger) {
        this.spool = spool;
        this.durable = durable;
        this.ledger = ledger;
        if (spool != null) {
            spool.found().forEach(ledger::taken);
            ledger.taken(Kind.EVENTS, spool.damaged());
            publish();
        }
    }

    /** Whether records are to be on disk before they are sent, or have to queue behind those that are. */
    boolean wantsAll() {
        return spool != null && (durable || spool.waiting() > 0);
    }

    /** Writes as many of them as there is room for, in their order; answers how many. */
    int save(List<Pending> pending) {
        if (spool == null) {
            return 0;
        }
        var saved = 0;
        for (var run : runs(pending)) {
            var taken = spool.append(messages(run), run.get(0).maybeStored()).size();
            saved += taken;
            if (taken < run.size()) {
                break;
            }
        }
        return saved;
    }

    /** Neighbours that are alike. */
    private static List<List<Pending>> runs(List<Pending> pending) {
        var runs = new ArrayList<List<Pending>>();
        var start = 0;
        for (int i = 1; i <= pending.size(); i++) {
            if (i == pending.size()
                    || pending.get(i).maybeStored() != pending.get(start).maybeStored()) {
                runs.add(pending.subList(start, i));
                start = i;
            }
        }
        return runs;
    }

    /** Writes as many as there is room for of alike records that are on their way; answers those. */
    List<Pending> saveInFlight(List<Pending> sent) {
        if (spool == null || sent.isEmpty()) {
            return List.of();
        }
        var saved = spool.appendInFlight(messages(sent), sent.get(0).maybeStored());
        for (int i = 0; i < saved.size(); i++) {
            sent.get(i).putOnDisk(saved.get(i));
        }
        return sent.subList(0, saved.size());
    }

    private static List<Message> messages(List<Pending> pending) {
        return pending.stream().map(Pending::message).toList();
    }

    /** Makes what was written outlive a power cut as well. */
    void force() {
        if (spool != null) {
            forced = spool.force();
            publish();
        }
    }

    /** Whether all that was written is safe. */
    boolean isSafe() {
        return forced || isEmpty();
    }

    /** The next parcel, marked as sent on disk; empty where none waits. */
    List<Pending> take(Capacity capacity) {
        return spool == null || spool.waiting() == 0
                ? List.of()
                : spool.take(capacity).stream().map(Pending::of).toList();
    }

    /** What became of records that were taken, or saved in flight. */
    void settle(List<SpoolRecord> sent, List<Fate> fates) {
        if (spool != null && !sent.isEmpty()) {
            spool.settle(sent, fates);
        }
    }

    /** Counts records that are damaged, and answers how many are so since the last time. Their kind cannot be known. */
    long countDamaged() {
        if (spool == null) {
            return 0;
        }
        var more = spool.damaged() - damaged;
        damaged += more;
        ledger.lost(Kind.EVENTS, LossReason.DAMAGED, more);
        return more;
    }

    boolean isEmpty() {
        return spool == null || spool.records() == 0;
    }

    /** What has gone wrong with the disk since the last time; null where nothing has. */
    @Nullable
    String newTrouble() {
        return spool == null ? null : spool.newTrouble();
    }

    private void publish() {
        if (spool != null) {
            records = spool.records();
            bytes = spool.bytes();
        }
    }

    long records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    void close() {
        if (spool != null) {
            publish();
            spool.close();
        }
    }
}
