package dev.errata.streams;

import dev.errata.streams.Partial.Count;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** How many events each place had. One thread. */
final class Tally {
    private final Places places;

    /** By the place's number. */
    private long[] events = {};

    private long[] withoutRequestId = {};

    Tally(Places places) {
        this.places = places;
    }

    Places places() {
        return places;
    }

    /** One event more. */
    void add(int place, boolean isWithoutRequestId) {
        reserve(place);
        events[place]++;
        if (isWithoutRequestId) {
            withoutRequestId[place]++;
        }
    }

    /** Adds all of another one, of the same places. */
    void add(Tally other) {
        reserve(other.events.length - 1);
        for (int number = 0; number < other.events.length; number++) {
            events[number] += other.events[number];
            withoutRequestId[number] += other.withoutRequestId[number];
        }
    }

    private void reserve(int number) {
        if (number >= events.length) {
            var length = Math.max(number + 1, places.size() + places.size() / 2);
            events = Arrays.copyOf(events, length);
            withoutRequestId = Arrays.copyOf(withoutRequestId, length);
        }
    }

    /** Each place that had any, by its project. */
    void forEach(BiConsumer<String, Count> consumer) {
        for (int number = 0; number < events.length; number++) {
            if (events[number] > 0) {
                var place = places.get(number);
                consumer.accept(place.project(), place.count(events[number], withoutRequestId[number]));
            }
        }
    }

    void clear() {
        Arrays.fill(events, 0);
        Arrays.fill(withoutRequestId, 0);
    }
}
