package dev.errata.streams;

import static dev.errata.contract.TrafficRecord.WINDOW;
import static dev.errata.streams.StreamNames.ERRORS_STORE;
import static dev.errata.streams.StreamNames.TOTALS_STORE;
import static dev.errata.streams.StreamNames.WATERMARKS_STORE;

import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    private final Set<Cells.Ref> changed = new LinkedHashSet<>();

    private Cells cells;
    private Watermarks watermarks;
    private Instant closedUpTo = Instant.MIN;
    private Instant told = Instant.MIN;

    Cube(TimeRules rules, Collection<Input> inputs) {
        this.rules = rules;
        this.inputs = List.copyOf(inputs);
    }

    /** What changed before a crash and was not told yet is not known any more, so everything kept is told again. */
    @Override
    public void init(ProcessorContext<String, Cell> context) {
        super.init(context);
        cells = new Cells(context.getStateStore(ERRORS_STORE), context.getStateStore(TOTALS_STORE));
        watermarks = new Watermarks(context.getStateStore(WATERMARKS_STORE), inputs);
        closedUpTo = watermarks.minimum().orElse(Instant.MIN);
        told = Instant.MIN;
        changed.clear();
        cells.byWindow().values().forEach(changed::addAll);
    }

    @Override
    public void process(Record<String, Partial> record) {
        var partial = record.value();
        switch (partial.content()) {
            case Partial.Tick() -> {
                watermarks.advance(partial.input(), partial.reached());
                passTime(partial.reached());
            }
            case Partial.Errors errors -> {
                requireKept(errors.window());
                changed.add(cells.add(errors));
            }
            case Partial.Traffic(var totals) -> {
                requireKept(totals.window());
                changed.add(cells.replace(totals));
            }
        }
    }

    private void passTime(Instant now) {
        watermarks.minimum().ifPresent(this::close);
        if (told.isBefore(now.minus(RHYTHM))) {
            told = now;
            tellChanged();
        }
        watermarks.minimum().ifPresent(this::evict);
    }

    /** Tells the cells of windows that ended between the last minimum and this one, at once: no later tick may come. */
    private void close(Instant minimum) {
        if (minimum.isAfter(closedUpTo)) {
            var from = closedUpTo.equals(Instant.MIN) ? Instant.MIN : closedUpTo.minus(WINDOW);
            var ended = cells.byWindow().subMap(from, false, minimum.minus(WINDOW), true);
            closedUpTo = minimum;
            if (!ended.isEmpty()) {
                ended.values().forEach(changed::addAll);
                tellChanged();
            }
        }
    }

    private void tellChanged() {
        changed.forEach(this::tell);
        changed.clear();
    }

    private void tell(Cells.Ref ref) {
        var window = ref.key().window();
        var closed = !TimeRules.endOf(window).isAfter(closedUpTo);
        var cell = new Cell(window, ref.key().key(), cells.count(ref), closed);
        context().forward(new Record<>(CellCodec.key(cell), cell, context().currentStreamTimeMs()));
    }

    private void evict(Instant minimum) {
        if (!isOldestForgotten(minimum)) {
            return;
        }
        tellChanged();
        while (isOldestForgotten(minimum)) {
            cells.evictOldest();
        }
    }

    private boolean isOldestForgotten(Instant minimum) {
        return !cells.byWindow().isEmpty() && isForgotten(cells.byWindow().firstKey(), minimum);
    }

    private boolean isForgotten(Instant window, Instant minimum) {
        return rules.isLate(window, minimum.minus(CLOCK_SLACK));
    }

    private void requireKept(Instant window) {
        watermarks.minimum().filter(minimum -> isForgotten(window, minimum)).ifPresent(minimum -> {
            throw new ExactnessException("a count for window " + window + " came after all inputs had reached "
                    + minimum + " and the window had been forgotten");
        });
    }
}
