package dev.errata.emitter;

import dev.errata.emitter.EmitterStats.Flow;
import dev.errata.emitter.internal.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one emitter. Safe from any thread. */
final class Ledger {
    private final Map<Kind, Account> accounts = new EnumMap<>(Kind.class);
    private final LongAdder hookFailures = new LongAdder();

    Ledger() {
        for (var kind : Kind.values()) {
            accounts.put(kind, new Account());
        }
    }

    void taken(Kind kind, long records) {
        account(kind).taken.add(records);
    }

    void acknowledged(Kind kind, long records) {
        account(kind).acknowledged.add(records);
    }

    void lost(Kind kind, LossReason reason, long records) {
        account(kind).lost(reason).add(records);
    }

    void hookFailed() {
        hookFailures.increment();
    }

    long hookFailures() {
        return hookFailures.sum();
    }

    Flow flow(Kind kind) {
        return account(kind).flow();
    }

    private Account account(Kind kind) {
        return Objects.requireNonNull(accounts.get(kind));
    }

    private static final class Account {
        private final LongAdder taken = new LongAdder();
        private final LongAdder acknowledged = new LongAdder();
        private final Map<LossReason, LongAdder> lost = new EnumMap<>(LossReason.class);

        Account() {
            for (var reason : LossReason.values()) {
                lost.put(reason, new LongAdder());
            }
        }

        LongAdder lost(LossReason reason) {
            return Objects.requireNonNull(lost.get(reason));
        }

        /** The outgoing counters are read first, so that nothing is seen to leave before it came. */
        Flow flow() {
            var counts = new EnumMap<LossReason, Long>(LossReason.class);
            lost.forEach((reason, count) -> {
                if (count.sum() > 0) {
                    counts.put(reason, count.sum());
                }
            });
            var done = acknowledged.sum();
            return new Flow(taken.sum(), done, counts);
        }
    }
}
