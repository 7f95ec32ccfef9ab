package dev.errata.emitter;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Target;
import dev.errata.emitter.internal.Answer;
import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.Parcel;
import dev.errata.emitter.internal.Transport;
import dev.errata.emitter.internal.spool.SpoolRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Moves records from the door to Errata, in steps that never wait: settles what was answered, prepares what has come,
 * brings to disk what should be there, sends what may be sent. One thread's.
 */
final class Pump {
    private static final int DRAIN = 2_000;
    private static final int AT_ONCE = 40;
    private static final Duration PROMPTLY = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final Target NOTHING = new Target(null, null, null, null, null);

    private final Intake intake;
    private final Preparer preparer;
    private final Totals totals;
    private final Ledger ledger;
    private final Memory memory;
    private final Transport transport;
    private final Store store;
    private final TroubleReport report;
    private final BackOff backOff;
    private final InstantSource clock;

    private final Waiting waiting = new Waiting();
    private final List<Flight> flights = new ArrayList<>();
    private final Deque<Marked> marks = new ArrayDeque<>();
    private Runnable wake = () -> {};
    private long order;
    private boolean closing;
    private boolean collectedAll;

    /** Everything that came before this order is to be safe. */
    private record Marked(long order, CompletableFuture<Boolean> safe) {}

    Pump(Parts parts) {
        this.intake = parts.intake();
        this.preparer = parts.preparer();
        this.totals = parts.totals();
        this.ledger = parts.ledger();
        this.memory = parts.memory();
        this.transport = parts.transport();
        this.store = parts.store();
        this.report = parts.report();
        this.backOff = new BackOff(parts.random());
        this.clock = parts.clock();
    }

    /** What a pump is made of. */
    record Parts(
            Intake intake,
            Preparer preparer,
            Totals totals,
            Ledger ledger,
            Memory memory,
            Transport transport,
            Store store,
            TroubleReport report,
            RandomGenerator random,
            InstantSource clock) {}

    /** To be run when an answer has come, on whatever thread brings it. */
    void onAnswer(Runnable newWake) {
        wake = newWake;
    }

    /** Does what can be done now, and answers how long nothing more will be to do unless something comes. */
    Duration step() {
        var now = clock.instant();
        settleAnswered(now);
        collectTotals();
        var more = drain();
        lostAsEvents(store.countDamaged());
        if (isTroubled(now) || store.wantsAll()) {
            spill();
        }
        store.force();
        completeMarks();
        send(now);
        report.note(store.newTrouble());
        report.tell(now);
        return more ? Duration.ZERO : untilNext(now);
    }

    /** Whether something has come since the last step. */
    boolean hasArrivals() {
        return !intake.isEmpty();
    }

    private Duration untilNext(Instant now) {
        var wait = backOff.remaining(now);
        return wait.isZero() || wait.compareTo(IDLE) > 0 ? IDLE : wait;
    }

    /** Whether what is in memory is better kept on disk: nothing gets through, or not promptly. */
    private boolean isTroubled(Instant now) {
        return backOff.isFailing() || isStalled(now);
    }

    private boolean isStalled(Instant now) {
        return flights.stream()
                .anyMatch(flight -> flight.sentAt().plus(PROMPTLY).isBefore(now));
    }

    private void collectTotals() {
        if (memory.isRoomy()) {
            collectedAll = closing;
            for (var record : totals.due(closing)) {
                var pending = Pending.fresh(preparer.totals(record));
                ledger.taken(Kind.TRAFFIC, 1);
                memory.take(pending.charge());
                waitInOrder(pending);
            }
        }
    }

    private void waitInOrder(Pending pending) {
        pending.comesAt(order++);
        waiting.add(pending);
    }

    /** Whether there is more to drain. */
    private boolean drain() {
        var more = intake.fetchReady(DRAIN, this::waitInOrder) == DRAIN;
        for (int drained = 0; drained < DRAIN; drained += AT_ONCE) {
            if (!drain(AT_ONCE)) {
                return more;
            }
        }
        return true;
    }

    /** Gives memory back once for all of them: the application's threads ask for it at the same time. */
    private boolean drain(int most) {
        var released = 0L;
        for (int i = 0; i < most; i++) {
            var incoming = intake.poll();
            if (incoming == null) {
                memory.give(released);
                return false;
            }
            if (incoming instanceof Pending ready) {
                waitInOrder(ready);
            } else if (incoming instanceof Incoming.Mark mark) {
                mark(mark.safe());
            } else {
                released += incoming.charge() - prepare(incoming);
            }
        }
        memory.give(released);
        return true;
    }

    /** What was ready before it may not have been fetched yet, since that goes another way. */
    private void mark(CompletableFuture<Boolean> safe) {
        var unused = intake.fetchReady(Integer.MAX_VALUE, this::waitInOrder);
        marks.add(new Marked(order, safe));
    }

    /** Answers the memory that it takes up from now on. */
    private int prepare(Incoming incoming) {
        try {
            var pending = Pending.fresh(message(incoming));
            waitInOrder(pending);
            return pending.charge();
        } catch (InvalidRecordException | RuntimeException e) {
            var kind = incoming instanceof Incoming.Event ? Kind.EVENTS : Kind.OUTCOMES;
            lost(kind, LossReason.INVALID, String.valueOf(e.getMessage()));
            return 0;
        }
    }

    private Message message(Incoming incoming) throws InvalidRecordException {
        return incoming instanceof Incoming.Event event
                ? preparer.event(event.event())
                : preparer.outcome(((Incoming.Outcome) incoming).outcome());
    }

    private void lost(Kind kind, LossReason reason, String why) {
        ledger.lost(kind, reason, 1);
        report.note(why);
        lostAsEvents(kind == Kind.EVENTS ? 1 : 0);
    }

    /** Tells Errata itself; of what they were is nothing left. */
    private void lostAsEvents(long attempts) {
        if (attempts > 0) {
            totals.lost(clock.instant(), NOTHING, attempts);
        }
    }

    /** Brings to disk what is in memory only: what is on its way, and what waits. */
    private void spill() {
        for (var flight : flights) {
            var unsaved = flight.records().stream()
                    .filter(record -> record.onDisk() == null)
                    .toList();
            store.saveInFlight(unsaved).forEach(record -> memory.give(record.charge()));
        }
        if (!waiting.isEmpty()) {
            var all = waiting.all();
            waiting.clear();
            var saved = store.save(all);
            all.subList(0, saved).forEach(record -> memory.give(record.charge()));
            all.subList(saved, all.size()).forEach(waiting::add);
        }
    }

    private void completeMarks() {
        while (!marks.isEmpty() && isSafeBefore(marks.getFirst().order())) {
            marks.removeFirst().safe().complete(true);
        }
    }

    private boolean isSafeBefore(long before) {
        return store.isSafe()
                && waiting.all().stream().noneMatch(record -> record.order() < before)
                && flights.stream()
                        .flatMap(flight -> flight.records().stream())
                        .noneMatch(record -> record.onDisk() == null && record.order() < before);
    }

    private void send(Instant now) {
        var parcels = backOff.isFailing() ? 1 : transport.capacity().parcels();
        while (flights.size() < parcels && !backOff.isWaiting(now) && !isStalled(now)) {
            var records = next();
            if (records.isEmpty()) {
                return;
            }
            flights.add(new Flight(records, send(records), now));
        }
    }

    /** What is on disk is older than what is in memory. */
    private List<Pending> next() {
        var fromDisk = store.take(transport.capacity());
        return fromDisk.isEmpty() ? waiting.next(transport.capacity()) : fromDisk;
    }

    private CompletableFuture<Answer> send(List<Pending> records) {
        var messages = records.stream().map(Pending::message).toList();
        var first = records.get(0);
        var answer = transport.send(new Parcel(first.message().kind(), first.maybeStored(), messages));
        var unused = answer.whenComplete((fates, error) -> wake.run());
        return answer;
    }

    private void settleAnswered(Instant now) {
        for (var answered = flights.iterator(); answered.hasNext(); ) {
            var flight = answered.next();
            if (flight.answer().isDone()) {
                answered.remove();
                settle(flight, flight.answer().join(), now);
            }
        }
    }

    private void settle(Flight flight, Answer answer, Instant now) {
        if (answer.isToBeRepeated()) {
            backOff.failed(now, answer.retryAfter());
        } else {
            backOff.succeeded();
        }
        report.note(answer.trouble());
        var again = new ArrayList<Pending>();
        var onDisk = new ArrayList<SpoolRecord>();
        var fatesOnDisk = new ArrayList<Fate>();
        var stored = 0;
        var released = 0L;
        for (int i = 0; i < flight.records().size(); i++) {
            var record = flight.records().get(i);
            var fate = answer.fates().get(i);
            if (fate == Fate.STORED) {
                stored++;
            } else if (fate == Fate.REJECTED) {
                lost(record.message().kind(), LossReason.REJECTED, "a record was rejected");
            }
            if (record.onDisk() != null) {
                onDisk.add(record.onDisk());
                fatesOnDisk.add(fate);
            } else if (fate.isFinal()) {
                released += record.charge();
            } else {
                record.sent(fate);
                again.add(record);
            }
        }
        ledger.acknowledged(flight.kind(), stored);
        memory.give(released);
        waiting.putBack(again);
        store.settle(onDisk, fatesOnDisk);
    }

    /** From now on, totals of open windows are sent as well. */
    void startClosing() {
        closing = true;
    }

    /** Whether there is nothing left to wait for: all is acknowledged, or on disk while nothing gets through. */
    boolean isFinished() {
        var memoryIsSafe = collectedAll && intake.isEmpty() && isSafeBefore(Long.MAX_VALUE);
        return memoryIsSafe && ((flights.isEmpty() && store.isEmpty()) || backOff.isFailing());
    }

    /** Brings to disk what can be, counts the rest as lost, and closes what was used. Nothing may be called afterwards. */
    void finish() {
        intake.close();
        collectTotals();
        while (drain()) {
            // until all of it is prepared
        }
        settleAnswered(clock.instant());
        spill();
        waiting.all().forEach(this::lostAtEnd);
        flights.stream()
                .flatMap(flight -> flight.records().stream())
                .filter(record -> record.onDisk() == null)
                .forEach(this::lostAtEnd);
        store.force();
        marks.forEach(mark -> mark.safe().complete(isSafeBefore(mark.order())));
        transport.close();
        store.close();
        report.tellNow(clock.instant());
    }

    private void lostAtEnd(Pending record) {
        ledger.lost(record.message().kind(), LossReason.CLOSED, 1);
        memory.give(record.charge());
    }
}
