package dev.errata.streams;

import static dev.errata.contract.TrafficRecord.WINDOW;
import static dev.errata.streams.StreamNames.CELLS_STORE;
import static dev.errata.streams.StreamNames.SHARES_STORE;
import static dev.errata.streams.StreamNames.WATERMARKS_STORE;

import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Count;
import dev.errata.streams.Partial.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sums partials into cells and tells the changed ones as whole values, about once a second of append time and whenever a
 * window closes.
 *
 * <p>All that it does follows from the order of its input: a window closes when the slowest input has passed its end,
 * and is forgotten when that input has passed its grace too, after which the verdict lets nothing into it. A partial
 * that comes all the same would start again from zero, so it stops the topology; a step back of a broker's clock is not
 * enough for that.
 */
final class Cube extends ContextualProcessor<String, Partial, String, Cell> {
    /** How far the append times of one partition may step back, as when a broker takes over whose clock is behind. */
    static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

    private static final Duration RHYTHM = Duration.ofSeconds(1);

    private final TimeRules rules;
    private final Collection<Input> inputs;
    private final int maxKeys;
    private final StreamClients clients;

    private Cells cells;
    private Watermarks watermarks;
    private Instant closedUpTo = Instant.MIN;
    private Instant told = Instant.MIN;

    Cube(TopologySettings settings, StreamClients clients) {
        this.rules = settings.rules();
        this.inputs = settings.inputs();
        this.maxKeys = settings.maxKeys();
        this.clients = clients;
    }

    /** What changed before a crash and was not told yet is not known any more, so everything kept is told again. */
    @Override
    public void init(ProcessorContext<String, Cell> context) {
        super.init(context);
        cells = new Cells(context.getStateStore(CELLS_STORE), context.getStateStore(SHARES_STORE), maxKeys);
        watermarks = new Watermarks(context.getStateStore(WATERMARKS_STORE), inputs);
        closedUpTo = watermarks.minimum().orElse(Instant.MIN);
        told = Instant.MIN;
    }

    @Override
    public void process(Record<String, Partial> record) {
        var place = context().recordMetadata().orElseThrow();
        clients.inputs()
                .offsets(new TopicPartition(place.topic(), place.partition()))
                .process(place.offset());
        var partial = record.value();
        switch (partial.content()) {
            case Partial.Tick() -> {
                watermarks.advance(partial.input(), partial.reached());
                passTime(partial.reached());
            }
            case Partial.Errors(var counts) -> {
                var minimum = watermarks.minimum();
                counts.stream().map(Count::window).distinct().forEach(window -> requireKept(window, minimum));
                cells.add(record.key(), counts);
            }
            case Partial.Traffic(var totals) -> {
                requireKept(totals.window(), watermarks.minimum());
                cells.replace(totals);
            }
        }
    }

    private void passTime(Instant now) {
        watermarks.minimum().ifPresent(minimum -> close(minimum, now));
        if (told.isBefore(now.minus(RHYTHM))) {
            told = now;
            tellChanged(now);
        }
        watermarks.minimum().ifPresent(minimum -> evict(minimum, now));
    }

    /** Tells the cells of windows that ended between the last minimum and this one, at once: no later tick may come. */
    private void close(Instant minimum, Instant now) {
        if (minimum.isAfter(closedUpTo)) {
            var from = closedUpTo.equals(Instant.MIN) ? Instant.MIN : closedUpTo.minus(WINDOW);
            var ended = cells.windows().subSet(from, false, minimum.minus(WINDOW), true);
            closedUpTo = minimum;
            if (!ended.isEmpty()) {
                ended.forEach(cells::change);
                tellChanged(now);
            }
        }
    }

    private void tellChanged(Instant now) {
        cells.tell(now, this::tell);
    }

    private void tell(Instant window, RateKey key, UUID series, Cell.Count count) {
        var closed = !TimeRules.endOf(window).isAfter(closedUpTo);
        var cell = new Cell(window, key, count, closed);
        context()
                .forward(new Record<>(
                        CellCodec.key(series, cell), cell, context().currentStreamTimeMs()));
    }

    private void evict(Instant minimum, Instant now) {
        var forgotten = oldestForgotten(minimum);
        if (forgotten.isPresent()) {
            tellChanged(now);
        }
        for (; forgotten.isPresent(); forgotten = oldestForgotten(minimum)) {
            cells.evict(forgotten.get());
        }
    }

    private Optional<Instant> oldestForgotten(Instant minimum) {
        return cells.oldest().filter(window -> isForgotten(window, minimum));
    }

    private boolean isForgotten(Instant window, Instant minimum) {
        return rules.isLate(window, minimum.minus(CLOCK_SLACK));
    }

    private void requireKept(Instant window, Optional<Instant> reached) {
        reached.filter(minimum -> isForgotten(window, minimum)).ifPresent(minimum -> {
            throw new ExactnessException("a count for window " + window + " came after all inputs had reached "
                    + minimum + " and the window had been forgotten");
        });
    }
}
