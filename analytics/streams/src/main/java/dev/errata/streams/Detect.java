package dev.errata.streams;

import static dev.errata.streams.StreamNames.JUDGED_STORE;
import static dev.errata.streams.StreamNames.MONITOR_STORE;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.Scope;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.monitor.Bounded;
import dev.errata.core.monitor.Monitor;
import dev.errata.core.monitor.MonitorListener;
import dev.errata.core.monitor.MonitorSettings;
import dev.errata.streams.Partial.Count;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Shows the monitor what partials say, and how far all inputs have come. Each count names the window that it is judged
 * in, and a window is judged when no input can add to it any more; so it does not matter how inputs are read beside each
 * other, nor how often the topology has been restarted.
 */
final class Detect extends ContextualProcessor<String, Partial, String, Told> implements MonitorListener {
    private final TopologySettings settings;
    private final Refusals refusals;

    private Watermarks watermarks;
    private Monitor monitor;
    private Blindness blindness;

    Detect(TopologySettings settings, Refusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    @Override
    public void init(ProcessorContext<String, Told> context) {
        super.init(context);
        watermarks = new Watermarks(context.getStateStore(JUDGED_STORE), settings.inputs());
        monitor = new Monitor(
                new StoreTable(context.getStateStore(MONITOR_STORE)),
                new MonitorSettings(settings.maxKeys(), settings.maxSeries(), settings.policy()),
                this);
        blindness = new Blindness(context.getStateStore(JUDGED_STORE), settings.topics());
        // All tasks wait for the same inputs; one of them says so.
        if (context.taskId().partition() == 0) {
            context.schedule(
                    Blindness.RHYTHM,
                    PunctuationType.WALL_CLOCK_TIME,
                    wall -> blindness
                            .look(Instant.ofEpochMilli(wall), watermarks)
                            .ifPresent(this::tell));
        }
    }

    @Override
    public void process(Record<String, Partial> record) {
        var partial = record.value();
        switch (partial.content()) {
            case Partial.Tick() -> {
                watermarks.advance(partial.input(), partial.reached());
                watermarks.minimum().ifPresent(monitor::passTo);
                blindness.moved(watermarks).ifPresent(this::tell);
            }
            case Partial.Errors(var counts) -> errors(record.key(), counts);
            case Partial.Traffic(var totals) -> {
                if (TimeRules.isTotalJudged(totals.window(), partial.reached())) {
                    monitor.calls(totals);
                }
            }
        }
    }

    private void errors(String project, List<Count> counts) {
        counts.stream()
                .filter(count -> count.judged() != TimeRules.NOT_JUDGED)
                .collect(groupingBy(Count::judged, TreeMap::new, mapping(Detect::counted, toList())))
                .forEach((window, some) -> monitor.errors(project, Instant.ofEpochSecond(window), some));
    }

    private static Monitor.Counted counted(Count count) {
        var isLate = count.window().getEpochSecond() < count.judged();
        return new Monitor.Counted(
                count.key().get(), count.events(), count.version(), count.withoutRequestId(), isLate);
    }

    @Override
    public void tell(Incident incident) {
        var time = incident.times().updatedAt().toEpochMilli();
        context().forward(new Record<>(IncidentCodec.key(incident), new Told.OfIncident(incident), time));
    }

    @Override
    public void tell(Cell coverage) {
        var time = coverage.window().toEpochMilli();
        context().forward(new Record<>(CellCodec.key(coverage), new Told.OfCoverage(coverage), time));
    }

    @Override
    public void refused(String project, Scope series, Instant window) {
        refusals.refusedSeries();
    }

    @Override
    public void refused(String project, Bounded kind, Instant window) {
        refusals.refused(kind);
    }
}
