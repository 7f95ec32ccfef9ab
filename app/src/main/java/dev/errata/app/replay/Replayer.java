package dev.errata.app.replay;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.Pause;
import dev.errata.app.client.RefusedException;
import dev.errata.app.client.UnreachableException;
import dev.errata.contract.ErrorEventCodec;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Sends a replay: each event when its new time has come, in batches where many are due. Used by one thread. */
public final class Replayer {
    private final ErrorEventCodec codec = new ErrorEventCodec();
    private final ErrataClient client;
    private final InstantSource clock;
    private final Pause pause;
    private final Consumer<Summary> progress;

    /**
     * Sends nothing yet.
     *
     * @param progress told after every batch what came of all until then
     */
    public Replayer(ErrataClient client, InstantSource clock, Pause pause, Consumer<Summary> progress) {
        this.client = client;
        this.clock = clock;
        this.pause = pause;
        this.progress = progress;
    }

    /** Sends everything; returns when the last outcome is known. */
    public Summary send(Replay replay) throws UnreachableException, RefusedException, InterruptedException {
        var summary = new Summary(0, List.of());
        var batch = new Batch();
        for (var recorded : replay.recorded()) {
            var event = replay.shifted(recorded);
            if (batch.isFull() || (!batch.isEmpty() && event.time().isAfter(clock.instant()))) {
                summary = sent(batch, summary);
                batch = new Batch();
            }
            pause.until(event.time(), clock);
            batch.add(recorded.line(), codec.encode(event));
        }
        return batch.isEmpty() ? summary : sent(batch, summary);
    }

    private Summary sent(Batch batch, Summary before)
            throws UnreachableException, RefusedException, InterruptedException {
        var receipt = client.sendEvents(batch.bodies());
        var rejected = receipt.rejected().stream()
                .map(each -> new Summary.Rejected(batch.line(each.index()), each.reason(), each.message()))
                .toList();
        var summary = before.plus(receipt.accepted(), rejected);
        progress.accept(summary);
        return summary;
    }
}
