package dev.errata.app.exactness;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One of several applications: sends its share of the events at its pace, behind which it catches up after an outage, and
 * writes down what it was told. Now and then it does what senders do: sends a batch again though it need not, forgets the
 * marker, or gives up on one that nobody has answered for. Runs once.
 */
final class Sender implements Runnable {
    static final int BATCH = 250;

    private static final Duration BACK_OFF = Duration.ofMillis(200);

    private final Script script;
    private final Ledger ledger;
    private final GatewayClient gateway;
    private final Pace pace;
    private final Surprises surprises;
    private final AtomicLong acknowledged;
    private final Random random;
    private final int step;
    private long next;
    private @Nullable Lines earlier;

    Sender(
            int number,
            int of,
            Script script,
            Ledger ledger,
            GatewayClient gateway,
            Pace pace,
            Surprises surprises,
            AtomicLong acknowledged) {
        this.script = script;
        this.ledger = ledger;
        this.gateway = gateway;
        this.pace = pace;
        this.surprises = surprises;
        this.acknowledged = acknowledged;
        this.random = new Random(script.seed() + number);
        this.step = of;
        this.next = number;
    }

    @Override
    public void run() {
        try {
            while (pace.awaitNext(BATCH) && next + (long) BATCH * step < ledger.capacity()) {
                send();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() throws InterruptedException {
        var made = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var lines = Lines.of(script, next, step, BATCH, made, random);
        next = lines.next(step);
        for (var number : lines.numbers()) {
            ledger.sent(number);
        }
        switch (random.nextInt(100)) {
            case 0 -> repeat(lines, true, false); // the resend overtakes the first send
            case 1, 2 -> repeat(lines, false, true);
            case 3 -> repeat(lines, false, false); // the marker was forgotten
            case 4 -> repeat(earlier == null ? lines : earlier, random.nextBoolean(), true);
            default -> deliver(lines, false);
        }
        if (random.nextInt(20) == 0) {
            earlier = lines;
        }
    }

    private void repeat(Lines lines, boolean first, boolean second) throws InterruptedException {
        deliver(lines, first);
        deliver(lines, second);
    }

    /** Sends until there is an answer; what may have come through before is marked. */
    private void deliver(Lines lines, boolean resend) throws InterruptedException {
        var rejected = gateway.post("/v1/events", lines.body(), resend);
        if (rejected.isEmpty() && random.nextInt(10) == 0) {
            return;
        }
        while (rejected.isEmpty()) {
            Thread.sleep(BACK_OFF);
            rejected = gateway.post("/v1/events", lines.body(), true);
        }
        note(lines, rejected.get());
    }

    private void note(Lines lines, Set<Integer> rejected) {
        var broken = lines.broken(script);
        if (!rejected.equals(broken)) {
            surprises.add("lines %s were rejected, not %s".formatted(rejected, broken));
        }
        for (int i = 0; i < lines.numbers().length; i++) {
            if (rejected.contains(i)) {
                ledger.rejected(lines.numbers()[i]);
            } else {
                ledger.acked(lines.numbers()[i]);
            }
        }
        acknowledged.addAndGet(lines.numbers().length - rejected.size());
    }
}
