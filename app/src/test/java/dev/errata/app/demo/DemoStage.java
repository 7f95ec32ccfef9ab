package dev.errata.app.demo;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.Pause;
import dev.errata.app.client.RefusedException;
import dev.errata.app.client.UnreachableException;
import dev.errata.contract.TrafficRecord;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The demo for tests: its storm begins with a window, and ends when it is told to. */
public final class DemoStage implements AutoCloseable {
    private static final long SEED = 20_260_101;

    private final ErrataClient client;
    private final DemoShow show;
    private Thread thread;

    private interface Scene {
        void play() throws UnreachableException, RefusedException, InterruptedException;
    }

    private DemoStage(URI server) {
        client = new ErrataClient(server, Pause.REAL);
        show = new DemoShow(SEED, client, InstantSource.system(), Pause.REAL);
        thread = start(this::storm);
    }

    /** Plays the past, and a storm after 15 to 25 s. */
    public static DemoStage start(URI server) {
        return new DemoStage(server);
    }

    private void storm() throws UnreachableException, RefusedException, InterruptedException {
        var first = show.current();
        show.past(first);
        var storm = Instant.now().plus(DemoScript.STORM.start());
        var window = storm.getEpochSecond() / TrafficRecord.WINDOW.toSeconds() * TrafficRecord.WINDOW.toSeconds();
        var nextWindow = Instant.ofEpochSecond(window).plus(TrafficRecord.WINDOW);
        show.playFrom(first, nextWindow.minus(DemoScript.STORM.start()));
    }

    /** Ends the storm; from here on nothing goes wrong but what always does. */
    public void calm() throws InterruptedException {
        stop();
        thread = start(() -> show.playFrom(show.current(), Instant.now().plus(Duration.ofDays(1))));
    }

    private static Thread start(Scene scene) {
        return Thread.ofVirtual().start(() -> {
            try {
                scene.play();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (UnreachableException | RefusedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
