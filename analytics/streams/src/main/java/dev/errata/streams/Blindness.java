package dev.errata.streams;

import dev.errata.contract.Caller;
import dev.errata.contract.Owner;
import dev.errata.contract.RawTopics;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.streams.Partial.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Opens an incident when an input holds the others back: it cannot be read, or tells no time, and nothing is judged
 * meanwhile. That is the one thing that a wall clock decides; it changes nothing else. Its times are the log's: the same
 * standstill is the same incident after a restart.
 */
final class Blindness {
    /** How often it is looked. */
    static final Duration RHYTHM = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A longer time without a look was no time in which anything could have come. */
    private static final Duration LONGEST = RHYTHM.multipliedBy(2);

    private static final String PREFIX = "blind ";

    private final KeyValueStore<String, Long> store;
    private final RawTopics topics;

    private @Nullable Instant minimum;
    private @Nullable Instant looked;
    private Duration stood = Duration.ZERO;
    private @Nullable Standstill open;

    private record Standstill(Input input, Instant since) {
        String name() {
            return PREFIX + input.partition() + ' ' + input.topic();
        }

        static Standstill of(String name, long millis) {
            var parts = name.split(" ", 3);
            return new Standstill(new Input(parts[2], Integer.parseInt(parts[1])), Instant.ofEpochMilli(millis));
        }
    }

    /** Starts with what the store remembers. */
    Blindness(KeyValueStore<String, Long> store, RawTopics topics) {
        this.store = store;
        this.topics = topics;
        try (var all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key.startsWith(PREFIX)) {
                    open = Standstill.of(entry.key, entry.value);
                }
            });
        }
    }

    /** The wall clock shows that time: an incident, if one begins. */
    Optional<Incident> look(Instant wall, Watermarks watermarks) {
        var now = watermarks.minimum().orElse(null);
        var last = looked;
        looked = wall;
        if (last == null || !Objects.equals(now, minimum)) {
            minimum = now;
            stood = Duration.ZERO;
            return Optional.empty();
        }
        var passed = Duration.between(last, wall);
        stood = stood.plus(passed.compareTo(LONGEST) > 0 ? LONGEST : passed);
        return open == null && stood.compareTo(PATIENCE) >= 0
                ? watermarks.slowest().map(this::begin)
                : Optional.empty();
    }

    private Incident begin(Watermarks.Mark slowest) {
        var standstill = new Standstill(slowest.input(), slowest.since());
        open = standstill;
        store.put(standstill.name(), standstill.since.toEpochMilli());
        return incident(standstill, null);
    }

    /** An input has moved: the incident that is over, if one is. */
    Optional<Incident> moved(Watermarks watermarks) {
        var standstill = open;
        if (standstill == null) {
            return Optional.empty();
        }
        var now = watermarks.minimum().filter(time -> time.isAfter(standstill.since));
        now.ifPresent(time -> {
            open = null;
            store.delete(standstill.name());
        });
        return now.map(time -> incident(standstill, time));
    }

    private Incident incident(Standstill standstill, @Nullable Instant ended) {
        var input = standstill.input;
        var owner = topics.projectOf(input.topic());
        var project = owner == null ? Caller.DEFAULT_PROJECT : owner;
        var scope = Scope.of(Map.of("topic", input.topic(), "partition", Integer.toString(input.partition())));
        var opened = standstill.since.plus(PATIENCE);
        return new Incident(
                Incident.id(project, Kind.BLINDNESS, scope, opened),
                ended == null ? 0 : 1,
                project,
                Kind.BLINDNESS,
                scope,
                ended == null ? State.OPEN : State.RESOLVED,
                new Times(standstill.since, opened, ended == null ? opened : ended, ended),
                Severity.WARNING,
                Owner.UNKNOWN,
                null,
                new Evidence(0, 0, PATIENCE.toSeconds(), null, null, 0, 0, 0),
                new Explanation(Explanation.Kind.NONE, List.of(), null),
                Context.NONE,
                List.of());
    }
}
