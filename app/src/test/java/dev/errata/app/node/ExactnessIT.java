package dev.errata.app.node;

import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed while it is written to; afterwards every acknowledged event is there once, and each window's rate
 * is the number of its events. What the same checks say without a safeguard is {@code WeakBuildsIT}'s.
 */
class ExactnessIT {
    private static final int BATCH = 100;

    @TempDir
    Path data;

    @Test
    void node_killedWhileWrittenTo_losesNothingAndCountsNothingTwice() throws Exception {
        var ledger = new Ledger(1);
        try (var node = new NodeProcess(data)) {
            load(node, ledger, 200);
            Audit.requireExact(node, ledger);
        }
    }

    /** Kills the process after two fifths and again after four fifths of the batches. */
    private static void load(NodeProcess node, Ledger ledger, int batches) throws Exception {
        try (var poster = new Poster(node.address())) {
            for (int i = 0; i < batches; i++) {
                var batch = ledger.nextBatch(BATCH);
                if (i == batches * 2 / 5 || i == batches * 4 / 5) {
                    var posting = Thread.startVirtualThread(() -> postQuietly(poster, batch));
                    node.killAndRestart();
                    posting.join();
                    resend(poster, batch);
                } else if (!poster.post(batch, false)) {
                    resend(poster, batch);
                }
                ledger.acknowledge(batch);
            }
        }
    }

    /** The kill races with this: whether the batch got in is what nobody knows. */
    private static void postQuietly(Poster poster, List<ErrorEvent> batch) {
        try {
            poster.post(batch, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void resend(Poster poster, List<ErrorEvent> batch) {
        await().atMost(Audit.PATIENCE).until(() -> poster.post(batch, true));
    }
}
