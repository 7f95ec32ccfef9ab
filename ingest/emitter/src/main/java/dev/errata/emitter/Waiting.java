package dev.errata.emitter;

import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Transport.Capacity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Records in memory that are ready to be sent, a queue for each kind. One thread's. */
final class Waiting {
    private final Map<Kind, Deque<Pending>> queues = new EnumMap<>(Kind.class);

    Waiting() {
        for (var kind : Kind.values()) {
            queues.put(kind, new ArrayDeque<>());
        }
    }

    void add(Pending pending) {
        queue(pending).addLast(pending);
    }

    /** Back to the front, in the order of the list. */
    void putBack(List<Pending> records) {
        for (int i = records.size() - 1; i >= 0; i--) {
            queue(records.get(i)).addFirst(records.get(i));
        }
    }

    boolean isEmpty() {
        return queues.values().stream().allMatch(Deque::isEmpty);
    }

    /** What goes into one parcel: from the queue whose first record is the oldest, resends or first sends. */
    List<Pending> next(Capacity capacity) {
        var records = new ArrayList<Pending>();
        queues.values().stream()
                .filter(queue -> !queue.isEmpty())
                .min(Comparator.comparingLong(queue -> queue.getFirst().order()))
                .ifPresent(queue -> fill(records, queue, capacity));
        return records;
    }

    private static void fill(List<Pending> records, Deque<Pending> queue, Capacity capacity) {
        var resend = queue.getFirst().maybeStored();
        var bytes = 0L;
        while (!queue.isEmpty() && records.size() < capacity.messages()) {
            var first = queue.getFirst();
            bytes += first.bytes();
            if (first.maybeStored() != resend || (bytes > capacity.bytes() && !records.isEmpty())) {
                return;
            }
            records.add(queue.removeFirst());
        }
    }

    /** All of them, oldest first. */
    List<Pending> all() {
        return queues.values().stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparingLong(Pending::order))
                .toList();
    }

    void clear() {
        queues.values().forEach(Deque::clear);
    }

    private Deque<Pending> queue(Pending pending) {
        return Objects.requireNonNull(queues.get(pending.message().kind()));
    }
}
