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
            new IncidentSink(
                    _ -> List.of(new Audience(STANDING, Manner.STANDING), new Audience(HOOK, Manner.HAPPENING))),
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
