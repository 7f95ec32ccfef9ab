package dev.errata.app.demo;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.Pause;
import dev.errata.app.client.RefusedException;
import dev.errata.app.client.UnreachableException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays the demo through the gateway, as any client would, on a thread of its own until it is closed. */
public final class DemoPlayer implements AutoCloseable {
    /** What there is to see, for the person who started it. */
    public static final String SYNOPSIS =
            "Demo traffic plays: in 15 s a 429 storm at deepseek (90 s), in 3 min a 503 outage of claude-haiku-4-5 (60 s),"
                    + " in 5 min most video tasks of sora-2 fail (90 s).";

    private static final Logger LOG = LoggerFactory.getLogger(DemoPlayer.class);
    private static final long SEED = 20_260_101;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ErrataClient client;
    private final Thread thread;

    private DemoPlayer(ErrataClient client, Thread thread) {
        this.client = client;
        this.thread = thread;
    }

    /** Starts to play; the incidents are timed from when the past, if there is none yet, has been sent. */
    public static DemoPlayer start(URI server, InstantSource clock, Pause pause) {
        var client = new ErrataClient(server, pause);
        var show = new DemoShow(SEED, client, clock, pause);
        return new DemoPlayer(client, Thread.ofPlatform().name("demo").daemon().start(() -> play(show)));
    }

    /**
     * Plays on the caller's thread, to a server that may be a gateway alone, until it is interrupted.
     *
     * @throws UnreachableException where the server does not answer any more
     * @throws RefusedException where it does not take the records
     */
    public static void play(ErrataClient client, InstantSource clock, Pause pause)
            throws UnreachableException, RefusedException, InterruptedException {
        new DemoShow(SEED, client, clock, pause).runWithPast();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    private static void play(DemoShow show) {
        try {
            show.run();
        } catch (UnreachableException | RefusedException e) {
            LOG.warn("The demo has ended: {}", e.getMessage());
        } catch (InterruptedException e) {
            LOG.debug("The demo was stopped");
        }
    }
}
