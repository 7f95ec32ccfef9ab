package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway apart from the broker: it dies at every point where it can, and then the broker dies under it. What was
 * acknowledged is there, once; what was sent again for want of an answer is counted once.
 */
@Tag("faults")
class GatewayDeathIT {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayDeathIT.class);
    private static final int BATCH = 50;
    private static final int KILLED = 128 + 9;

    @TempDir
    private Path data;

    @Test
    void gatewayAndBroker_killedUnderLoad_loseNothingAndDoubleNothing() throws Exception {
        var seed = new Random().nextLong();
        LOG.info("seed {}", seed);
        var random = new Random(seed);
        var ledger = new Ledger(seed);
        try (var node = new NodeProcess(data);
                var gateway = new GatewayProcess(node.bootstrapServers(), BATCH);
                var poster = new Poster(gateway.address())) {
            for (var point : FailurePoint.values()) {
                if (point != FailurePoint.NONE) {
                    die(gateway, point, 2 + random.nextInt(8), ledger, poster);
                }
            }
            killBroker(node, ledger, poster);
            Audit.requireExact(node, ledger);
        }
    }

    private static void die(GatewayProcess gateway, FailurePoint point, int batches, Ledger ledger, Poster poster)
            throws Exception {
        gateway.replaceWith(point, batches);
        for (int i = 0; i < batches; i++) {
            post(poster, ledger, ledger.nextBatch(BATCH));
        }
        var fatal = ledger.nextBatch(BATCH);
        assertThat(poster.post(fatal, false))
                .as("answered in spite of %s", point)
                .isFalse();
        assertThat(gateway.awaitDeath()).as("exit status at %s", point).isEqualTo(KILLED);
        gateway.replaceWith(FailurePoint.NONE, 0);
        resend(poster, ledger, fatal);
    }

    /** Four senders go on while it dies and comes back. */
    private static void killBroker(NodeProcess node, Ledger ledger, Poster poster) throws Exception {
        var batches = new ArrayList<List<ErrorEvent>>();
        for (int i = 0; i < 400; i++) {
            batches.add(ledger.nextBatch(BATCH));
        }
        var senders = new ArrayList<Thread>();
        for (int sender = 0; sender < 4; sender++) {
            var own = batches.subList(sender * 100, (sender + 1) * 100);
            senders.add(Thread.startVirtualThread(() -> postAll(poster, ledger, own)));
        }
        await().atMost(Audit.PATIENCE).until(() -> acknowledged(ledger, batches) > 40);
        node.killAndRestart();
        for (var sender : senders) {
            sender.join();
        }
        assertThat(acknowledged(ledger, batches)).isEqualTo(batches.size());
    }

    private static void postAll(Poster poster, Ledger ledger, List<List<ErrorEvent>> batches) {
        try {
            for (var batch : batches) {
                post(poster, ledger, batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void post(Poster poster, Ledger ledger, List<ErrorEvent> batch) throws InterruptedException {
        if (poster.post(batch, false)) {
            acknowledge(ledger, batch);
        } else {
            resend(poster, ledger, batch);
        }
    }

    private static void resend(Poster poster, Ledger ledger, List<ErrorEvent> batch) {
        await().atMost(Audit.PATIENCE).until(() -> poster.post(batch, true));
        acknowledge(ledger, batch);
    }

    private static void acknowledge(Ledger ledger, List<ErrorEvent> batch) {
        synchronized (ledger) {
            ledger.acknowledge(batch);
        }
    }

    private static long acknowledged(Ledger ledger, List<List<ErrorEvent>> batches) {
        synchronized (ledger) {
            return batches.stream()
                    .filter(batch -> ledger.acknowledged()
                            .containsAll(batch.stream().map(ErrorEvent::eventId).toList()))
                    .count();
        }
    }
}
