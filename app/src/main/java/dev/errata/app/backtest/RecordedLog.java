package dev.errata.app.backtest;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.TrafficRecord;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two files read side by side, in the order in which their records came: totals come when their window has ended. Lines
 * that are no records are told and passed over.
 */
final class RecordedLog implements Closeable {
    private final Lines<RecordedEvents.Arrived> events;
    private final @Nullable Lines<TrafficRecord> calls;

    /** @param bad is told of each line that is passed over */
    RecordedLog(Path events, @Nullable Path calls, Consumer<String> bad) throws IOException {
        this.events = new Lines<>(events, new RecordedEvents()::parse, bad);
        this.calls = calls == null ? null : new Lines<>(calls, new RecordedCalls()::parse, bad);
    }

    /** Who is shown the records. */
    interface Listener {
        void event(byte[] json, long atMillis);

        void calls(TrafficRecord totals, long atMillis);
    }

    /** Shows all of them. */
    void play(Listener listener) throws IOException {
        var total = nextTotal();
        for (var event = events.next(); event.isPresent(); event = events.next()) {
            var now = event.get().atMillis();
            for (; total.isPresent() && end(total.get()) <= now; total = nextTotal()) {
                listener.calls(total.get(), end(total.get()));
            }
            listener.event(event.get().json(), now);
        }
        for (; total.isPresent(); total = nextTotal()) {
            listener.calls(total.get(), end(total.get()));
        }
    }

    private Optional<TrafficRecord> nextTotal() throws IOException {
        return calls == null ? Optional.empty() : calls.next();
    }

    private static long end(TrafficRecord totals) {
        return totals.window().plus(TrafficRecord.WINDOW).toEpochMilli();
    }

    @Override
    public void close() throws IOException {
        events.close();
        if (calls != null) {
            calls.close();
        }
    }

    /** Makes something of a line. */
    private interface Parser<T> {
        T parse(String line) throws InvalidRecordException;
    }

    /** The good lines of a file. */
    private static final class Lines<T> implements Closeable {
        private final Path file;
        private final BufferedReader in;
        private final Parser<T> parser;
        private final Consumer<String> bad;
        private int number;

        Lines(Path file, Parser<T> parser, Consumer<String> bad) throws IOException {
            this.file = file;
            this.in = Files.newBufferedReader(file);
            this.parser = parser;
            this.bad = bad;
        }

        Optional<T> next() throws IOException {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    try {
                        return Optional.of(parser.parse(line));
                    } catch (InvalidRecordException e) {
                        bad.accept(file + ", line " + number + ": " + e.getMessage());
                    }
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
