package dev.errata.bench.store;

import dev.errata.bench.Comparison;
import dev.errata.store.query.FindEvents;
import dev.errata.store.query.FindEvents.Question;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Searches by request id without a time, each followed by the same one on the event's own day.
 *
 * @param events how many are stored
 */
record Searches(long events, Times anywhere, Times onItsDay) {
    private static final int SEED = 7;

    /** So many, of random events, after a tenth as many that do not count. */
    static Searches of(FindEvents find, Days days, long events, int searches) throws Exception {
        var random = new SplittableRandom(SEED);
        run(find, days, events, Math.max(1, searches / 10), random);
        return run(find, days, events, searches, random);
    }

    private static Searches run(FindEvents find, Days days, long events, int searches, SplittableRandom random)
            throws Exception {
        var anywhere = new double[searches];
        var onItsDay = new double[searches];
        for (int i = 0; i < searches; i++) {
            var number = random.nextLong(events);
            var question = new Question("default", Days.requestId(number));
            // The pages of the first are in memory for the second: each comes first in every other turn.
            if (i % 2 == 0) {
                anywhere[i] = Times.of(() -> require(find.answer(question)));
                onItsDay[i] = Times.of(() -> require(find.answerOn(days.day(number), question)));
            } else {
                onItsDay[i] = Times.of(() -> require(find.answerOn(days.day(number), question)));
                anywhere[i] = Times.of(() -> require(find.answer(question)));
            }
        }
        return new Searches(events, new Times(anywhere), new Times(onItsDay));
    }

    private static void require(FindEvents.Answer answer) {
        if (answer.events().size() != 1) {
            throw new IllegalStateException(answer.events().size() + " events with one request id");
        }
    }

    String line() {
        return "%,12d events: anywhere p50 %.3f p99 %.3f ms, on its day p50 %.3f p99 %.3f ms; ratio %.2f and %.2f"
                .formatted(
                        events,
                        anywhere.median(),
                        anywhere.p99(),
                        onItsDay.median(),
                        onItsDay.p99(),
                        anywhere.median() / onItsDay.median(),
                        anywhere.p99() / onItsDay.p99());
    }

    List<Comparison> comparisons() {
        return List.of(
                compare("search, p50", anywhere.median(), onItsDay.median()),
                compare("search, p99", anywhere.p99(), onItsDay.p99()));
    }

    private Comparison compare(String what, double ours, double theirs) {
        var ratio = ours / theirs;
        return new Comparison(what, "on its day", "ms", ours, theirs, ratio, ratio, ratio, anywhere.millis().length);
    }
}
