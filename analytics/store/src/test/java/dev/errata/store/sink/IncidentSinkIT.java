package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Owner;
import dev.errata.contract.Topics;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.store.StoreDatabase;
import dev.errata.store.incident.Audience;
import dev.errata.store.incident.Audience.Manner;
import dev.errata.store.incident.Due;
import dev.errata.store.incident.Happening;
import dev.errata.store.incident.IncidentCare;
import dev.errata.store.incident.Outbox;
import dev.errata.store.incident.Settlement;
import dev.errata.store.query.OpenIncidents;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentSinkIT {
    private static final String STANDING = "alertmanager am:9093";
    private static final String HOOK = "webhook";
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Scope SCOPE = Scope.of(Map.of("code", "429"));

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final RawLog log = new RawLog(Topics.INCIDENTS, 0);
    private final StoreDatabase database = StoreDatabase.empty();
    private final Outbox outbox = new Outbox(database.dataSource());
    private final SinkHarness sink = new SinkHarness(
            new IncidentSink((_, owner) -> owner == Owner.QUOTA
                    ? List.of(new Audience(STANDING, Manner.STANDING), new Audience(HOOK, Manner.HAPPENING))
                    : List.of(new Audience("elsewhere", Manner.HAPPENING))),
            database);

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void write_ofALife_tellsEachHappeningOnce_andAReplayNothing() throws SQLException {
        var life = List.of(
                record(0, State.OPEN, Severity.WARNING, "m", null),
                record(1, State.OPEN, Severity.WARNING, "m", null),
                record(2, State.OPEN, Severity.CRITICAL, "m", null),
                record(3, State.RECOVERING, Severity.WARNING, "m", null),
                record(4, State.RESOLVED, Severity.WARNING, "m", null));
        for (var record : life) {
            sink.write(record);
        }
        var told = messages();
        assertThat(told)
                .containsExactly(
                        List.of(STANDING, "alert", "warning"),
                        List.of(HOOK, "opened", "warning"),
                        List.of(STANDING, "alert", "critical"),
                        List.of(HOOK, "changed", "critical"),
                        List.of(HOOK, "resolved", "critical"));

        assertThat(sink.write(life)).isEqualTo(new Written(0, 5, 0));
        assertThat(messages()).isEqualTo(told);
        assertThat(database.rows("SELECT state, severity, revision, scope FROM incident"))
                .containsExactly(List.of("resolved", "warning", 4L, "{\"code\":\"429\"}"));
        assertThat(database.number("SELECT count(*) FROM incident_update")).isEqualTo(5);
        assertThat(database.rows(
                        "SELECT superseded_at IS NOT NULL FROM outbox WHERE what = 'alert' ORDER BY outbox_id"))
                .containsExactly(List.of(true), List.of(false));
    }

    /** A quarter of an hour by the log's clock; what is at the edge of a severity does not end and begin a page again and again. */
    @Test
    void write_ofOneThatEases_endsItsAlertOnceItHasLasted_andRevivesItWhenItIsAsBadAgain() throws SQLException {
        sink.write(at(0, Severity.WARNING));
        sink.write(at(1, Severity.CRITICAL));
        sink.write(at(5, Severity.WARNING));
        sink.write(at(9, Severity.CRITICAL));
        sink.write(at(10, Severity.WARNING), at(23, Severity.WARNING));
        assertThat(standing()).as("it was critical 14 min ago").containsExactly("critical");

        sink.write(at(25, Severity.WARNING));
        assertThat(standing()).containsExactly("warning");
        assertThat(messages().getLast()).isEqualTo(List.of(HOOK, "changed", "warning"));
        var told = messages();
        sink.write(at(26, Severity.WARNING), at(27, Severity.WARNING));
        assertThat(messages()).as("nothing has changed since").isEqualTo(told);

        sink.write(at(28, Severity.CRITICAL));
        assertThat(standing()).containsExactly("critical");
        assertThat(messages()).hasSize(told.size() + 1).endsWith(List.of(HOOK, "changed", "critical"));
    }

    /** Two processes: the end of an alert is being told at the moment in which it begins anew. */
    @Test
    void settle_ofAnAlertThatHasBegunAnew_doesNotEndIt() throws SQLException {
        sink.write(at(0, Severity.CRITICAL));
        sink.write(at(20, Severity.WARNING));
        var ending = outbox.claim(STANDING, 9, LEASE).stream()
                .filter(Due::isClosing)
                .findFirst()
                .orElseThrow();
        assertThat(ending.severity()).isEqualTo(Severity.CRITICAL);

        sink.write(at(21, Severity.CRITICAL));
        outbox.settle(ending, new Settlement.Told());

        assertThat(standing()).containsExactly("critical");
        assertThat(outbox.claim(STANDING, 9, LEASE))
                .filteredOn(due -> !due.isClosing())
                .extracting(Due::severity)
                .containsExactly(Severity.CRITICAL);
    }

    @Test
    void write_ofAnotherOwner_isToldToThoseWhoKnowOfIt() throws SQLException {
        sink.write(at(0, Severity.WARNING));
        sink.write(at(1, Severity.CRITICAL, Owner.PROVIDER));

        assertThat(messages()).endsWith(List.of(HOOK, "changed", "critical")).hasSize(4);
    }

    @Test
    void openIncidents_areThoseThatGoOn() throws SQLException {
        var open = new OpenIncidents(database.dataSource());
        sink.write(record(0, State.OPEN, Severity.WARNING, "m", "muted:night"));
        assertThat(open.find()).containsExactly(incident(0, State.OPEN, Severity.WARNING, "m", "muted:night", now));

        sink.write(record(1, State.RECOVERING, Severity.WARNING, "m", null));
        assertThat(open.find()).hasSize(1);
        sink.write(record(2, State.RESOLVED, Severity.WARNING, "m", null));
        assertThat(open.find()).isEmpty();
    }

    @Test
    void write_ofAWholeLifeAtOnce_wakesNobody() throws SQLException {
        sink.write(
                record(0, State.OPEN, Severity.CRITICAL, "m", null),
                record(1, State.RESOLVED, Severity.CRITICAL, "m", null));

        assertThat(messages()).isEmpty();
        assertThat(database.number("SELECT count(*) FROM incident_update")).isEqualTo(2);
    }

    @Test
    void write_ofAQuietOne_isStored_andToldOnceItIsQuietNoMore() throws SQLException {
        sink.write(record(0, State.OPEN, Severity.CRITICAL, "m", "shadow"));
        assertThat(messages()).isEmpty();
        assertThat(database.value("SELECT quiet_reason FROM incident")).isEqualTo("shadow");

        sink.write(record(1, State.OPEN, Severity.CRITICAL, "m", null));
        assertThat(messages()).hasSize(2);
    }

    @Test
    void write_ofAnOldOne_wakesNobody() throws SQLException {
        var old = incident(0, State.OPEN, Severity.CRITICAL, "m", null, now.minus(Duration.ofDays(2)));
        sink.write(log.append(IncidentCodec.encode(old), now));

        assertThat(messages()).isEmpty();
    }

    @Test
    void write_ofAnotherSlice_isAChange() throws SQLException {
        sink.write(record(0, State.OPEN, Severity.INFO, "m", null));
        sink.write(record(1, State.OPEN, Severity.INFO, "other", null));

        assertThat(messages()).contains(List.of(HOOK, "changed", "info"));
    }

    @Test
    void write_ofSomethingElse_isADeadLetter() throws SQLException {
        var else_ = log.append("{}".getBytes(StandardCharsets.UTF_8), now);

        assertThat(sink.write(else_, record(0, State.OPEN, Severity.INFO, "m", null)))
                .isEqualTo(new Written(1, 0, 1));
    }

    /** Two that look at once share the messages, and what happened first is told first. */
    @Test
    void claim_handsEachMessageToOne_andKeepsTheOrder() throws SQLException {
        sink.write(record(0, State.OPEN, Severity.INFO, "m", null));
        sink.write(record(1, State.RESOLVED, Severity.INFO, "m", null));

        var first = outbox.claim(HOOK, 9, LEASE);
        assertThat(first).extracting(Due::what).containsExactly(Happening.OPENED);
        assertThat(first.getFirst().incident().state()).isEqualTo(State.OPEN);
        assertThat(outbox.claim(HOOK, 9, LEASE)).isEmpty();

        outbox.settle(first.getFirst(), new Settlement.Failed(Duration.ZERO, "no answer"));
        assertThat(outbox.waiting(HOOK).messages()).isEqualTo(2);
        var second = outbox.claim(HOOK, 9, LEASE);
        assertThat(second).extracting(due -> due.progress().failing()).containsExactly(1);

        outbox.settle(first.getFirst(), new Settlement.Told());
        assertThat(outbox.claim(HOOK, 9, LEASE))
                .as("the first one's lease was over")
                .isEmpty();
        outbox.settle(second.getFirst(), new Settlement.Told());
        assertThat(outbox.claim(HOOK, 9, LEASE)).extracting(Due::what).containsExactly(Happening.RESOLVED);
    }

    /** Who dies with a message in hand does not take it along. */
    @Test
    void claim_afterTheLease_handsItOutAgain_underTheSameKey() throws SQLException {
        sink.write(record(0, State.OPEN, Severity.INFO, "m", null));

        var first = outbox.claim(HOOK, 9, Duration.ZERO);
        var second = outbox.claim(HOOK, 9, LEASE);

        assertThat(second).extracting(Due::key).containsExactly(first.getFirst().key());
        assertThat(second.getFirst().progress().attempts()).isEqualTo(2);
    }

    @Test
    void care_isKept_andRemindsThoseWhoHearHappenings() throws SQLException {
        var incident = incident(0, State.OPEN, Severity.INFO, "m", null, now);
        sink.write(log.append(IncidentCodec.encode(incident), now));
        var care = new IncidentCare(database.dataSource());

        assertThat(care.acknowledge("acme", incident.id(), "kim")).isTrue();
        assertThat(care.acknowledge("acme", incident.id(), "lee")).isTrue();
        assertThat(care.acknowledge("other", incident.id(), "eve")).isFalse();
        assertThat(care.snooze("acme", incident.id(), Duration.ofHours(1), "kim"))
                .isTrue();
        assertThat(care.snooze("acme", incident.id(), Duration.ofMinutes(1), "kim"))
                .isTrue();
        sink.write(record(1, State.OPEN, Severity.INFO, "m", null));

        assertThat(database.rows(
                        "SELECT acknowledged_by, snoozed_by, snoozed_until > now() + interval '59 min' FROM incident"))
                .containsExactly(List.of("kim", "kim", true));
        assertThat(database.rows(
                        "SELECT receiver, due_at > now() + interval '59 min' FROM outbox WHERE what = 'reminder'"))
                .containsExactly(List.of(HOOK, true));
        assertThat(outbox.claim(HOOK, 9, LEASE)).extracting(Due::what).containsExactly(Happening.OPENED);
    }

    private List<List<?>> messages() throws SQLException {
        return database.rows("SELECT receiver, what, severity FROM outbox ORDER BY outbox_id");
    }

    private List<Object> standing() throws SQLException {
        return database
                .rows("SELECT severity FROM outbox WHERE what = 'alert' AND superseded_at IS NULL AND done_at IS NULL")
                .stream()
                .<Object>map(List::getFirst)
                .toList();
    }

    /** So many minutes after it opened, which is its revision, too. */
    private ConsumerRecord<byte[], byte[]> at(int minute, Severity severity) {
        return at(minute, severity, Owner.QUOTA);
    }

    private ConsumerRecord<byte[], byte[]> at(int minute, Severity severity, Owner owner) {
        var opened = incident(minute, State.OPEN, severity, "m", null, now);
        var times = new Times(
                opened.times().startedAt(), opened.times().openedAt(), now.plus(Duration.ofMinutes(minute)), null);
        var incident = new Incident(
                opened.id(),
                minute,
                opened.project(),
                opened.kind(),
                opened.scope(),
                opened.state(),
                times,
                severity,
                owner,
                null,
                opened.evidence(),
                opened.explanation(),
                opened.context(),
                opened.members());
        return log.append(IncidentCodec.encode(incident), now);
    }

    private ConsumerRecord<byte[], byte[]> record(
            int revision, State state, Severity severity, String model, @Nullable String quiet) {
        return log.append(IncidentCodec.encode(incident(revision, state, severity, model, quiet, now)), now);
    }

    private static Incident incident(
            int revision, State state, Severity severity, String model, @Nullable String quiet, Instant at) {
        var slice = new Slice(new TreeMap<>(Map.of("model", model)), 100, 1, 1);
        return new Incident(
                Incident.id("acme", Kind.SPIKE, SCOPE, at),
                revision,
                "acme",
                Kind.SPIKE,
                SCOPE,
                state,
                new Times(at.minusSeconds(20), at, at.plusSeconds(revision), state == State.RESOLVED ? at : null),
                severity,
                Owner.QUOTA,
                quiet,
                new Evidence(100, 1, 30, null, null, 20, 60, 100),
                new Explanation(Explanation.Kind.COUNT, List.of(slice), null),
                Context.NONE,
                List.of());
    }
}
