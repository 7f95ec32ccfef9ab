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
    private final EventFile events;
    private final @Nullable CallLines calls;

    /** The observer is told of each line that is passed over, and how far the events were read. */
    RecordedLog(Recording recording, Backtest.Observer observer) throws IOException {
        this.calls = recording.calls() == null ? null : new CallLines(recording.calls(), observer::bad);
        try {
            this.events = new EventFile(recording.events(), observer::bad, observer::read);
        } catch (IOException | RuntimeException e) {
            closeCalls();
            throw e;
        }
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
        closeCalls();
    }

    private void closeCalls() throws IOException {
        if (calls != null) {
            calls.close();
        }
    }

    /** The good lines of a file of totals. */
    private static final class CallLines implements Closeable {
        private final RecordedCalls parser = new RecordedCalls();
        private final Path file;
        private final BufferedReader in;
        private final Consumer<String> bad;
        private int number;

        CallLines(Path file, Consumer<String> bad) throws IOException {
            this.file = file;
            this.in = Files.newBufferedReader(file);
            this.bad = bad;
        }

        Optional<TrafficRecord> next() throws IOException {
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
