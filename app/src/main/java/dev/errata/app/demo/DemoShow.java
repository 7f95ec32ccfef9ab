package dev.errata.app.demo;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.Pause;
import dev.errata.app.client.RefusedException;
import dev.errata.app.client.UnreachableException;
import dev.errata.app.demo.DemoTraffic.Slice;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Sends the demo's records when they are due: a quiet past first, where there is none, then second by second. */
final class DemoShow {
    /** Shorter than the shortest sensible grace, so that the past still counts. */
    private static final Duration PAST = Duration.ofMinutes(8);

    private static final Duration BEAT = Duration.ofSeconds(1);

    private final ErrorEventCodec events = new ErrorEventCodec();
    private final TrafficRecordCodec totals = new TrafficRecordCodec();
    private final CallOutcomeCodec outcomes = new CallOutcomeCodec();
    private final long seed;
    private final ErrataClient client;
    private final InstantSource clock;
    private final Pause pause;

    DemoShow(long seed, ErrataClient client, InstantSource clock, Pause pause) {
        this.seed = seed;
        this.client = client;
        this.clock = clock;
        this.pause = pause;
    }

    /** Plays until it is interrupted, or the server goes away. */
    void run() throws UnreachableException, RefusedException, InterruptedException {
        var window = current();
        if (isEmpty(window.minus(PAST), window)) {
            past(window);
        }
        playFrom(window, clock.instant());
    }

    /** The same with a past in any case, for a server that cannot be asked what it has. */
    void runWithPast() throws UnreachableException, RefusedException, InterruptedException {
        var window = current();
        past(window);
        playFrom(window, clock.instant());
    }

    /**
     * Plays without a past.
     *
     * @param first a window; what is due already is sent at once
     * @param begin the incidents are timed from. It is the time when the past has been sent, however long that took: a project
     *     that begins with a storm has nothing to hold it against
     */
    void playFrom(Instant first, Instant begin) throws UnreachableException, RefusedException, InterruptedException {
        var traffic = new DemoTraffic(seed, begin);
        var window = first;
        while (true) {
            play(traffic.slice(window), window);
            window = window.plus(TrafficRecord.WINDOW);
        }
    }

    /** A chart that shows something already, from the run before, is left alone. */
    private boolean isEmpty(Instant from, Instant to)
            throws UnreachableException, RefusedException, InterruptedException {
        var rates = client.rates(Map.of("by", "code", "from", from.toString(), "to", to.toString(), "step", "10s"));
        return rates.path("series").isEmpty();
    }

    /** Quiet minutes until then, at once. */
    void past(Instant until) throws UnreachableException, RefusedException, InterruptedException {
        var traffic = new DemoTraffic(seed, until);
        for (var window = until.minus(PAST); window.isBefore(until); window = window.plus(TrafficRecord.WINDOW)) {
            var slice = traffic.slice(window);
            send(slice.events());
            sendRest(slice);
        }
    }

    private void play(Slice slice, Instant window) throws UnreachableException, RefusedException, InterruptedException {
        var end = window.plus(TrafficRecord.WINDOW);
        for (var beat = window; beat.isBefore(end); beat = beat.plus(BEAT)) {
            pause.until(beat.plus(BEAT), clock);
            send(between(slice.events(), beat, beat.plus(BEAT)));
        }
        sendRest(slice);
    }

    private void send(List<ErrorEvent> due) throws UnreachableException, RefusedException, InterruptedException {
        if (!due.isEmpty()) {
            client.sendEvents(due.stream().map(events::encode).toList());
        }
    }

    private void sendRest(Slice slice) throws UnreachableException, RefusedException, InterruptedException {
        client.sendTraffic(slice.totals().stream().map(totals::encode).toList());
        if (!slice.outcomes().isEmpty()) {
            client.sendOutcomes(slice.outcomes().stream().map(outcomes::encode).toList());
        }
    }

    private static List<ErrorEvent> between(List<ErrorEvent> all, Instant from, Instant to) {
        return all.stream()
                .filter(event -> !event.time().isBefore(from) && event.time().isBefore(to))
                .toList();
    }

    /** The window that goes on. */
    Instant current() {
        var length = TrafficRecord.WINDOW.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(clock.instant().getEpochSecond(), length) * length);
    }
}
