package dev.errata.emitter.fake;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Target;
import dev.errata.emitter.Recorder;
import dev.errata.emitter.Tally;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** Keeps everything. */
public final class MemoryRecorder implements Recorder {
    private final List<ErrorEvent> events = new CopyOnWriteArrayList<>();
    private final List<Counted> counts = new CopyOnWriteArrayList<>();
    private final List<CallOutcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public Caller caller() {
        return new Caller(null, "shop", "1.2", "test", null);
    }

    @Override
    public void failed(ErrorEvent attempt) {
        events.add(attempt);
    }

    @Override
    public void counted(Instant time, Target target, Tally tally) {
        counts.add(new Counted(target, tally));
    }

    @Override
    public void outcome(CallOutcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void hookFailed(Throwable cause) {
        failures.add(cause);
    }

    public List<ErrorEvent> events() {
        return events;
    }

    /** The only one. */
    public ErrorEvent event() {
        if (events.size() != 1) {
            throw new AssertionError("not one event but " + events);
        }
        return events.get(0);
    }

    public List<CallOutcome> outcomes() {
        return outcomes;
    }

    public List<Throwable> failures() {
        return failures;
    }

    public List<Target> targets() {
        return counts.stream().map(Counted::target).distinct().toList();
    }

    /** All totals added up. */
    public Tally total() {
        return new Tally(sum(Tally::requests), sum(Tally::calls), sum(Tally::callsFailed), sum(Tally::callsRescued));
    }

    private long sum(ToLongFunction<Tally> part) {
        return counts.stream().map(Counted::tally).mapToLong(part).sum();
    }

    private record Counted(Target target, Tally tally) {}
}
