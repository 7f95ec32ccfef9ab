package dev.errata.app.node;

import dev.errata.store.EventPartitions;
import dev.errata.store.EventSeals;
import dev.errata.store.RateDays;
import dev.errata.store.incident.KeptExhibits;
import dev.errata.store.query.CallBehaviour;
import dev.errata.store.sink.DiskBudget;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the database needs now and then: daily partitions of the event table, seals on those that are over, packed rates of those
 * days, the calls that show incidents, a look at its size, notes for dashboards; and what it is asked for metrics. Several processes may do so at once.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PARTITION_RHYTHM = Duration.ofHours(1);
    private static final Duration BUDGET_RHYTHM = Duration.ofSeconds(30);
    private static final Duration NOTE_RHYTHM = Duration.ofMinutes(1);
    private static final Duration CALL_RHYTHM = Duration.ofMinutes(1);

    /** Soon after the start, and beside the hourly partitions, not in one go with them. */
    private static final Duration SEALING_DELAY = Duration.ofMinutes(2);

    /** What is done day by day. */
    record Days(EventPartitions partitions, EventSeals seals, RateDays rates, KeptExhibits exhibits) {}

    private final EventPartitions partitions;
    private final DiskBudget budget;
    private final Notes notes;
    private final CallBehaviour behaviour;
    private final CallMeters meters;
    private final EventSeals seals;
    private final RateDays rates;
    private final KeptExhibits exhibits;
    private final InstantSource time = InstantSource.system();
    private volatile int daysAhead;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("errata-upkeep").daemon().factory());

    private Upkeep(Days days, DiskBudget budget, Notes notes, CallBehaviour behaviour, CallMeters meters) {
        this.partitions = days.partitions();
        this.seals = days.seals();
        this.rates = days.rates();
        this.exhibits = days.exhibits();
        this.budget = budget;
        this.notes = notes;
        this.behaviour = behaviour;
        this.meters = meters;
    }

    /**
     * Makes the partitions that are missing before it returns.
     *
     * @throws IllegalStateException where that fails
     */
    @SuppressWarnings("FutureReturnValueIgnored") // they run until the clock is shut down and never throw
    static Upkeep start(Days days, DiskBudget budget, Notes notes, CallBehaviour behaviour, MeterRegistry registry) {
        var partitions = days.partitions();
        var upkeep = new Upkeep(days, budget, notes, behaviour, new CallMeters(registry));
        upkeep.register(registry);
        try {
            partitions.maintain(today());
            upkeep.daysAhead = partitions.daysAhead(today());
        } catch (SQLException e) {
            upkeep.close();
            throw new IllegalStateException("the partitions of the event table could not be made", e);
        }
        var minutes = PARTITION_RHYTHM.toMinutes();
        upkeep.clock.scheduleAtFixedRate(upkeep::maintain, minutes, minutes, TimeUnit.MINUTES);
        upkeep.clock.scheduleAtFixedRate(upkeep::seal, SEALING_DELAY.toMinutes(), minutes, TimeUnit.MINUTES);
        upkeep.clock.scheduleAtFixedRate(upkeep::pack, SEALING_DELAY.toMinutes(), minutes, TimeUnit.MINUTES);
        upkeep.clock.scheduleAtFixedRate(upkeep::keepExhibits, SEALING_DELAY.toMinutes(), minutes, TimeUnit.MINUTES);
        upkeep.clock.scheduleAtFixedRate(upkeep::measure, 0, BUDGET_RHYTHM.toSeconds(), TimeUnit.SECONDS);
        upkeep.clock.scheduleAtFixedRate(upkeep::takeNotes, 0, NOTE_RHYTHM.toMinutes(), TimeUnit.MINUTES);
        upkeep.clock.scheduleWithFixedDelay(
                upkeep::lookAtCalls, CALL_RHYTHM.toSeconds(), CALL_RHYTHM.toSeconds(), TimeUnit.SECONDS);
        return upkeep;
    }

    private void register(MeterRegistry registry) {
        Gauge.builder("errata.event.partitions.ahead", this, upkeep -> upkeep.daysAhead)
                .description("Days after today whose partition of the event table is there; -1: today's is missing")
                .baseUnit("days")
                .register(registry);
    }

    /** Partitions are made a week ahead, so one failure costs nothing but a line in the log. */
    private void maintain() {
        try {
            partitions.maintain(today());
        } catch (SQLException e) {
            LOG.warn("partitions of the event table were not maintained; the next try is in {}", PARTITION_RHYTHM, e);
        }
    }

    /** Until a day is sealed searches look at it, so a failure costs them a little time. */
    private void seal() {
        try {
            seals.seal(today());
        } catch (SQLException e) {
            LOG.warn("days of events were not sealed; the next try is in {}: {}", PARTITION_RHYTHM, e.getMessage());
        }
    }

    /** Until a day is packed its rates are read by the hour, so a failure costs charts of a month a little time. */
    private void pack() {
        try {
            rates.pack(today());
        } catch (SQLException e) {
            LOG.warn("days of rates were not packed; the next try is in {}: {}", PARTITION_RHYTHM, e.getMessage());
        }
    }

    /** Their events stay for weeks, so a failure costs nothing but a line in the log. */
    private void keepExhibits() {
        try {
            exhibits.keep(time.instant());
        } catch (SQLException e) {
            LOG.warn(
                    "calls that show incidents were not kept; the next try is in {}: {}",
                    PARTITION_RHYTHM,
                    e.getMessage());
        } catch (RuntimeException e) { // the clock would never call again
            LOG.warn("calls that show incidents were not kept; the next try is in {}", PARTITION_RHYTHM, e);
        }
    }

    private void measure() {
        try {
            budget.measure();
            daysAhead = partitions.daysAhead(today());
        } catch (SQLException e) {
            LOG.warn("size and partitions of the database were not looked at: {}", e.getMessage());
        }
    }

    private void takeNotes() {
        try {
            notes.take(time.instant());
        } catch (SQLException e) {
            LOG.warn("objectives and new versions of applications were not noted: {}", e.getMessage());
        }
    }

    /** Numbers that are minutes old would tell of clients that have stopped; none at all say that nobody knows. */
    private void lookAtCalls() {
        var now = time.instant();
        try {
            meters.showCalls(behaviour.calls(now));
            meters.showTasks(behaviour.tasks(now));
        } catch (RuntimeException e) { // the clock would never call again
            meters.showCalls(List.of());
            meters.showTasks(List.of());
            LOG.warn("retries and tasks were not looked at", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
