package dev.errata.streams;

import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far each input partition has been read, in append time, and so how far all of them have. A silent partition
 * advances by its ticks; one that lags, or cannot be read, is waited for.
 */
final class Watermarks {
    private final KeyValueStore<String, Long> store;
    private final Set<Input> inputs;
    private final Map<Input, Instant> reached = new HashMap<>();

    /** Starts with what the store remembers of the inputs. */
    Watermarks(KeyValueStore<String, Long> store, Collection<Input> inputs) {
        this.store = store;
        this.inputs = Set.copyOf(inputs);
        for (var input : inputs) {
            var millis = store.get(name(input));
            if (millis != null) {
                reached.put(input, Instant.ofEpochMilli(millis));
            }
        }
    }

    /**
     * Moves the input forward; never back.
     *
     * @throws ExactnessException for a partition that was not there at the start: counts would go astray
     */
    void advance(Input input, Instant time) {
        if (!inputs.contains(input)) {
            throw new ExactnessException("the partitions of " + input.topic() + " have changed: " + input
                    + " is not one of " + inputs.size() + " known inputs");
        }
        var before = reached.get(input);
        if (before == null || time.isAfter(before)) {
            reached.put(input, time);
            store.put(name(input), time.toEpochMilli());
        }
    }

    /** The time that every input has reached; empty until each has been heard of. */
    Optional<Instant> minimum() {
        return reached.size() < inputs.size() ? Optional.empty() : Optional.of(Collections.min(reached.values()));
    }

    /** An input, and the time since when all of the log is waiting for it. */
    record Mark(Input input, Instant since) {}

    /** The input that the others wait for; empty while none has been heard of. */
    Optional<Mark> slowest() {
        if (reached.isEmpty()) {
            return Optional.empty();
        }
        var since = Collections.min(reached.values());
        var isComplete = reached.size() == inputs.size();
        return inputs.stream()
                .filter(input -> isComplete ? since.equals(reached.get(input)) : !reached.containsKey(input))
                .min(Comparator.comparing(Input::topic).thenComparingInt(Input::partition))
                .map(input -> new Mark(input, since));
    }

    private static String name(Input input) {
        return input.topic() + "-" + input.partition();
    }
}
