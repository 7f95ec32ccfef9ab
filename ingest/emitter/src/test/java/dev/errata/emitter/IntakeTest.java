package dev.errata.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.redact.Redactor;
import dev.errata.emitter.internal.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door makes of events, on whichever threads they come. */
class IntakeTest {
    private static final int THREADS = 4;
    private static final int EACH = 5_000;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Ledger ledger = new Ledger();
    private final Memory memory = new Memory(64 * 1024 * 1024);
    private final Totals totals =
            new Totals(TestEvents.CALLER, new Preparer(Redactor.STANDARD), ledger, () -> NOW, new Random(1));
    private final Intake intake = new Intake(memory, ledger, totals, new DoorWriter(Redactor.STANDARD));

    @Test
    void offer_usualEvent_isReadyToBeSent_andTakesUpWhatItsBytesDo() {
        var event = TestEvents.event(NOW, 1);
        intake.offer(event);

        assertThat(next()).isInstanceOfSatisfying(Pending.class, ready -> {
            assertThat(json(ready)).isEqualTo(json(event));
            assertThat(new String(ready.message().key(), UTF_8)).isEqualTo("default/" + event.eventId());
            assertThat(ready.charge()).isEqualTo(Sizes.charge(ready.message()));
            assertThat(memory.used()).isEqualTo(ready.charge());
        });
        assertThat(intake.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key sk-ant-abcdefghij0123456789", "mail to a@b.example", "a \"quote\"", "caf\u00e9"})
    void offer_eventThatNeedsACloserLook_isLeftToTheEmittersThread(String message) {
        intake.offer(TestEvents.event(NOW, 1, message));
        intake.offer(TestEvents.event(NOW, 2));

        assertThat(intake.poll()).isInstanceOf(Incoming.Event.class);
        assertThat(intake.isEmpty()).isFalse();
        assertThat(next()).isInstanceOf(Pending.class);
    }

    @Test
    @SuppressWarnings("NullAway") // the application may not check its nulls
    void offer_afterAnEventWithANull_isAsBefore() {
        var good = TestEvents.event(NOW, 1);
        intake.offer(new ErrorEvent(
                good.eventId(),
                good.time(),
                good.caller(),
                good.target(),
                good.failure(),
                null,
                good.attempt(),
                null,
                good.attributes(),
                List.of()));
        intake.offer(good);

        assertThat(ledger.flow(Kind.EVENTS).lostInAll()).isEqualTo(1);
        assertThat(next())
                .isInstanceOfSatisfying(
                        Pending.class, ready -> assertThat(json(ready)).isEqualTo(json(good)));
    }

    @Test
    void offer_onManyThreadsAtOnce_bringsEachEventOnce() throws Exception {
        Callable<List<ErrorEvent>> application = () -> {
            var events = IntStream.range(0, EACH)
                    .mapToObj(number -> TestEvents.event(NOW, number))
                    .toList();
            events.forEach(intake::offer);
            return events;
        };
        var expected = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (var done : threads.invokeAll(List.of(application, application, application, application))) {
                done.get().forEach(event -> expected.add(json(event)));
            }
        }

        var come = new ArrayList<String>();
        var charged = 0L;
        for (var incoming = next(); incoming != null; incoming = next()) {
            come.add(incoming instanceof Pending ready ? json(ready) : json(((Incoming.Event) incoming).event()));
            charged += incoming.charge();
        }
        assertThat(come).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(memory.used()).isEqualTo(charged);
        assertThat(ledger.flow(Kind.EVENTS).taken()).isEqualTo(THREADS * EACH);
    }

    /** More than there is room for in the ring, at times. */
    @Test
    void offer_whileTheOtherThreadFetches_bringsEachEventOnce() throws Exception {
        var come = new ArrayList<String>();
        try (var application = Executors.newSingleThreadExecutor()) {
            var offered = application.submit(() ->
                    IntStream.range(0, THREADS * EACH).forEach(number -> intake.offer(TestEvents.event(NOW, number))));
            while (!offered.isDone() || !intake.isEmpty()) {
                var incoming = next();
                if (incoming instanceof Pending ready) {
                    come.add(json(ready));
                    memory.give(ready.charge());
                }
            }
            offered.get();
        }

        assertThat(come.stream().map(json -> json.replaceFirst(".*\"request_id\":\"([^\"]*)\".*", "$1")))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, THREADS * EACH)
                        .mapToObj(number -> "req-" + number)
                        .toList());
        assertThat(memory.used()).isZero();
    }

    /** Of what has come, whichever way. */
    private @Nullable Incoming next() {
        var ready = new ArrayList<Incoming>();
        return intake.fetchReady(1, ready::add) == 1 ? ready.get(0) : intake.poll();
    }

    private static String json(Pending ready) {
        return new String(ready.message().value(), UTF_8);
    }

    private static String json(ErrorEvent event) {
        return new String(new ErrorEventCodec().encode(event), UTF_8);
    }
}
