package dev.errata.store.query;

import dev.errata.store.query.ListEvents.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one watcher has been shown, and what comes next: failures as they come to be stored, each once. One that is stored
 * more than a minute after it happened is not shown any more. Used by one thread.
 */
public final class EventTail {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Clocks of clients may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private static final int REMEMBERED = 20_000;

    private final LatestEvents latest;
    private final EventFilter filter;
    private final Set<UUID> shown = new LinkedHashSet<>();
    private Optional<Place> newest;

    /**
     * A tail that nobody has seen yet.
     *
     * @param filter which failures; its times do not matter
     * @param begin where an earlier tail ended; empty: what is stored by now counts as shown
     */
    public EventTail(LatestEvents latest, EventFilter filter, Optional<Place> begin) {
        this.latest = latest;
        this.filter = filter;
        this.newest = begin;
        begin.ifPresent(place -> shown.add(place.eventId()));
    }

    /**
     * What came in since the last time.
     *
     * @param events in order of time
     * @param dropped how many more came in than are shown at once, counted up to {@link LatestEvents#MAX_COUNTED}
     */
    public record News(List<FoundEvent> events, int dropped) {}

    /**
     * What is new.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public News next(Instant now) {
        var asked = asked(now);
        var found = latest.answer(asked);
        var before = newest;
        var fresh = found.stream()
                .filter(event -> shown.add(event.event().eventId()))
                .toList()
                .reversed();
        forget();
        newest = found.stream().findFirst().map(Place::of).or(() -> before);
        if (before.isEmpty()) {
            newest = newest.or(() -> Optional.of(new Place(now, new UUID(0, 0))));
            return new News(List.of(), 0);
        }
        var dropped =
                fresh.size() < LatestEvents.LIMIT ? 0 : latest.between(asked, before.get(), Place.of(fresh.getFirst()));
        return new News(fresh.stream().filter(filter::hasOwner).toList(), dropped);
    }

    /** Where another tail may go on; empty before the first news. */
    public Optional<Place> newest() {
        return newest;
    }

    /** A tail that goes on begins where the one before ended: what is older was shown by that. */
    private EventFilter asked(Instant now) {
        var isResumed = newest.isPresent() && shown.size() == 1;
        var from = isResumed ? newest.get().time() : now.minus(WINDOW);
        return new EventFilter(
                filter.project(), from, now.plus(AHEAD), filter.labels(), filter.fingerprints(), filter.owner());
    }

    private void forget() {
        var oldest = shown.iterator();
        for (int surplus = shown.size() - REMEMBERED; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
    }
}
