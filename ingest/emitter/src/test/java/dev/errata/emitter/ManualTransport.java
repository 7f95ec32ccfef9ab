package dev.errata.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.emitter.internal.Answer;
import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Parcel;
import dev.errata.emitter.internal.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps what it is given, and answers when the test says so. */
final class ManualTransport implements Transport {
    private final Capacity capacity;
    private final List<Parcel> sent = new ArrayList<>();
    private final Deque<CompletableFuture<Answer>> open = new ArrayDeque<>();
    private final Deque<Integer> sizes = new ArrayDeque<>();

    ManualTransport(Capacity capacity) {
        this.capacity = capacity;
    }

    @Override
    public Capacity capacity() {
        return capacity;
    }

    @Override
    public CompletableFuture<Answer> send(Parcel parcel) {
        sent.add(parcel);
        var answer = new CompletableFuture<Answer>();
        open.add(answer);
        sizes.add(parcel.size());
        return answer;
    }

    /** Answers the oldest parcel that is still on its way. */
    void answer(Fate fate) {
        answer(fate, null);
    }

    void answer(Fate fate, @Nullable Duration retryAfter) {
        var answer = fate == Fate.STORED
                ? Answer.stored(sizes.remove())
                : Answer.all(fate, sizes.remove(), "ordered").retryAfter(retryAfter);
        open.remove().complete(answer);
    }

    boolean isIdle() {
        return open.isEmpty();
    }

    List<Parcel> sent() {
        return sent;
    }

    Parcel last() {
        return sent.getLast();
    }

    /** The JSON of everything of that kind that was sent, in order. */
    List<String> json(Kind kind) {
        return sent.stream()
                .filter(parcel -> parcel.kind() == kind)
                .flatMap(parcel -> parcel.messages().stream())
                .map(message -> new String(message.value(), UTF_8))
                .toList();
    }

    @Override
    public void close() {}
}
