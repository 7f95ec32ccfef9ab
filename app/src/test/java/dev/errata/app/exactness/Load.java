package dev.errata.app.exactness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** All senders together. Starts once, and stops when it is asked to. */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Script script;
    private final Ledger ledger;
    private final GatewayClient gateway;
    private final TrafficLoad traffic;
    private final Surprises surprises = new Surprises();
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<Pace> paces = new ArrayList<>();
    private final List<Thread> senders = new ArrayList<>();
    private final Thread totals;
    private final long start = System.nanoTime();
    private Duration took = Duration.ZERO;

    /** Sends from now on. */
    Load(Plan plan, Rig rig) throws IOException {
        this.script = new Script(plan.seed(), Rig.GRACE);
        this.ledger = Ledger.create(rig.directory().resolve("ledger"), plan.numbers());
        this.gateway = new GatewayClient(rig.gatewayAddress());
        this.traffic = new TrafficLoad(gateway, plan.seed());
        this.totals = Thread.ofPlatform().name("traffic-load").start(traffic);
        for (int number = 0; number < plan.senders(); number++) {
            var pace = new Pace((double) plan.eventsPerSecond() / plan.senders());
            var sender = new Sender(number, plan.senders(), script, ledger, gateway, pace, surprises, acknowledged);
            paces.add(pace);
            senders.add(Thread.ofPlatform().name("sender-" + number).start(sender));
        }
    }

    /** Sends nothing new any more, and waits until what was sent is answered. */
    void stop() throws InterruptedException {
        paces.forEach(Pace::stop);
        for (var sender : senders) {
            if (!sender.join(PATIENCE)) {
                throw new AssertionError(sender.getName() + " gets no answer");
            }
        }
        took = Duration.ofNanos(System.nanoTime() - start);
        totals.interrupt();
        totals.join();
    }

    Script script() {
        return script;
    }

    Ledger ledger() {
        return ledger;
    }

    Set<TrafficScan.Sent> acknowledgedTotals() {
        return traffic.acknowledged();
    }

    /** Moves with every acknowledged event, resends included. */
    AtomicLong acknowledged() {
        return acknowledged;
    }

    Surprises surprises() {
        return surprises;
    }

    @Override
    public String toString() {
        var acked = ledger.count(Ledger.Outcome.ACKED);
        return "%,d events acknowledged (%,d with repeats), %,d rejected, %,d unknown; %,d/s over %d s"
                .formatted(
                        acked,
                        acknowledged.get(),
                        ledger.count(Ledger.Outcome.REJECTED),
                        ledger.count(Ledger.Outcome.UNKNOWN),
                        acked / Math.max(1, took.toSeconds()),
                        took.toSeconds());
    }

    @Override
    public void close() {
        paces.forEach(Pace::stop);
        senders.forEach(Thread::interrupt);
        totals.interrupt();
        gateway.close();
    }
}
