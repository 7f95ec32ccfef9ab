package dev.errata.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.Owner;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.notify.testing.RealAlertmanager;
import dev.errata.store.incident.Audience;
import dev.errata.store.incident.IncidentCare;
import dev.errata.store.incident.Outbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the incident's row to whoever is told, with a real Postgres and a real Alertmanager. */
class NotificationsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SECRET = "a secret of sixteen letters and more";
    private static final Links LINKS =
            new Links(URI.create("https://errata.example/"), URI.create("https://wiki.example/runbooks/"));

    /** Alertmanager takes an alert for over that it has not heard of for four rounds: a slow machine may miss short ones. */
    private static final Rhythm FAST = new Rhythm(
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofDays(1));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Told told;
    private Hook hook;

    @BeforeEach
    void open() throws Exception {
        told = new Told();
        hook = new Hook();
    }

    @AfterEach
    void close() throws Exception {
        hook.close();
        told.close();
    }

    @Test
    void alertmanager_hasOneAlertWhileItGoesOn_andNoneAfterwards(@TempDir Path directory) throws Exception {
        try (var alertmanager = RealAlertmanager.start(directory, hook.address())) {
            await().atMost(LIMIT).until(alertmanager::isReady);
            var receiver = Receivers.alertmanager(alertmanager.address(), LINKS, FAST);
            var routing = Route.routing(List.of(), List.of(receiver));
            try (var _ = start(receiver);
                    var _ = start(receiver)) {
                var incident = told.put(routing, 0, State.OPEN, Severity.WARNING);
                await().atMost(LIMIT).until(() -> alertmanager.alerts().size() == 1);
                var alert = alertmanager.alerts().get(0);
                assertThat(alert.path("labels").properties())
                        .extracting(
                                label -> label.getKey() + "=" + label.getValue().asString())
                        .containsExactlyInAnyOrder(
                                "alertname=ErrataIncident",
                                "incident=" + incident.id(),
                                "project=acme",
                                "kind=spike",
                                "severity=warning",
                                "owner=quota",
                                "code=rate_limit_error",
                                "problem=rate_limited");
                assertThat(alert.path("annotations").path("summary").asString()).contains("deepseek-v4-flash");
                assertThat(alert.path("annotations").path("incident_url").asString())
                        .isEqualTo("https://errata.example/incidents/" + incident.id());
                assertThat(alert.path("annotations").path("runbook_url").asString())
                        .isEqualTo("https://wiki.example/runbooks/errataincident.md");
                assertThat(alert.path("generatorURL").asString())
                        .startsWith("https://errata.example/?from=")
                        .endsWith("&model=deepseek-v4-flash");

                // More errors are no other alert, and a worse severity takes the first one's place.
                told.put(routing, 1, State.OPEN, Severity.WARNING);
                told.put(routing, 2, State.OPEN, Severity.CRITICAL);
                await().atMost(LIMIT).until(() -> severities(alertmanager).equals(List.of("critical")));

                var care = new IncidentCare(told.dataSource());
                assertThat(care.acknowledge("acme", incident.id(), "kim")).isTrue();
                assertThat(care.snooze("acme", incident.id(), Duration.ofHours(1), "kim"))
                        .isTrue();
                await().atMost(LIMIT).until(() -> "suppressed".equals(state(alertmanager)));
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(alertmanager
                                        .alerts()
                                        .path(0)
                                        .path("annotations")
                                        .path("acknowledged")
                                        .asString(""))
                                .startsWith("by kim at "));

                told.put(routing, 3, State.RESOLVED, Severity.CRITICAL);
                await().atMost(LIMIT).until(() -> alertmanager.alerts().isEmpty());
                await().atMost(LIMIT)
                        .until(() -> told.number("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0);
            }
            assertThat(hook.messages().stream()
                            .map(message -> message.json().path("status").asString() + " "
                                    + message.json()
                                            .at("/commonLabels/severity")
                                            .asString("")))
                    .as("what Alertmanager told its own receiver")
                    .contains("firing warning")
                    .doesNotHaveDuplicates();
        }
    }

    /** Each severity is an alert of its own, and of an incident no two stand: not while it gets worse, eases, and is as bad again. */
    @Test
    void alertmanager_hasTheAlertOfThePresentSeverity_alone(@TempDir Path directory) throws Exception {
        try (var alertmanager = RealAlertmanager.start(directory, hook.address())) {
            await().atMost(LIMIT).until(alertmanager::isReady);
            var receiver = Receivers.alertmanager(alertmanager.address(), LINKS, FAST);
            var routing = Route.routing(List.of(), List.of(receiver));
            try (var _ = start(receiver);
                    var _ = start(receiver)) {
                var minute = 0;
                for (var severity : List.of(Severity.WARNING, Severity.CRITICAL, Severity.INFO, Severity.CRITICAL)) {
                    minute += 20;
                    told.put(routing, minute, State.OPEN, severity, Duration.ofMinutes(minute));
                    await().atMost(LIMIT)
                            .until(() -> severities(alertmanager).equals(List.of(AlertJson.name(severity))));
                }
                told.put(routing, 100, State.RESOLVED, Severity.CRITICAL);
                await().atMost(LIMIT).until(() -> alertmanager.alerts().isEmpty());
                await().atMost(LIMIT)
                        .until(() -> told.number("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0);
            }
        }
    }

    @Test
    void eachAlertmanager_isTold_alsoWhileAnotherIsDown_andThatOneWhenItIsBack(
            @TempDir Path directory, @TempDir Path otherDirectory) throws Exception {
        try (var ended = RealAlertmanager.start(directory, hook.address());
                var lasting = RealAlertmanager.start(otherDirectory, hook.address())) {
            await().atMost(LIMIT).until(() -> ended.isReady() && lasting.isReady());
            var receivers = Stream.of(ended, lasting)
                    .map(one -> Receivers.alertmanager(one.address(), LINKS, FAST))
                    .toList();
            var nameOfEnded = receivers.get(0).audience().receiver();
            var nameOfLasting = receivers.get(1).audience().receiver();
            var routing = Route.routing(List.of(), receivers);
            try (var _ = Notifications.start(new Outbox(told.dataSource()), receivers, meters, FAST, new Random(7))) {
                told.put(routing, 0, State.OPEN, Severity.WARNING);
                await().atMost(LIMIT).until(() -> severities(ended).equals(List.of("warning")));
                await().atMost(LIMIT).until(() -> severities(lasting).equals(List.of("warning")));

                ended.end();
                await().atMost(LIMIT).until(() -> count(nameOfEnded, "failed") >= 2);
                told.put(routing, 1, State.OPEN, Severity.CRITICAL);
                await().atMost(LIMIT).until(() -> severities(lasting).equals(List.of("critical")));
                await().atMost(LIMIT).until(() -> waiting(nameOfEnded) > 0);
                assertThat(count(nameOfLasting, "failed")).isZero();

                ended.startAgain();
                await().atMost(LIMIT).until(ended::isReady);
                await().atMost(LIMIT).until(() -> severities(ended).equals(List.of("critical")));
                await().atMost(LIMIT).until(() -> waiting(nameOfEnded) == 0);

                told.put(routing, 2, State.RESOLVED, Severity.CRITICAL);
                await().atMost(LIMIT)
                        .until(() -> severities(ended).isEmpty()
                                && severities(lasting).isEmpty());
                // An alert also ends when nothing more is heard of it: only what took the end itself has an outcome.
                await().atMost(LIMIT)
                        .until(() ->
                                told.number("SELECT count(DISTINCT receiver) FROM outbox WHERE severity = 'critical'"
                                                + " AND outcome = 'sent'")
                                        == 2);
            }
        }
    }

    @Test
    void webhook_isToldEachHappening_signed_againUnderTheSameKeyWhereItFailed() throws Exception {
        hook.answer(500);
        var receiver = Receivers.webhook("webhook", hook.address(), SECRET, AddressRule.ANY, LINKS);
        var routing = Route.routing(List.of(), List.of(receiver));
        try (var _ = start(receiver);
                var _ = start(receiver)) {
            told.put(routing, 0, State.OPEN, Severity.WARNING);
            told.put(routing, 1, State.RESOLVED, Severity.WARNING);
            await().atMost(LIMIT).until(() -> told.number("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0);
        }
        assertThat(hook.messages())
                .allSatisfy(message -> assertThat(message.signature()).isEqualTo(signature(message)))
                .allSatisfy(message -> assertThat(
                                message.json().at("/errata/dedupe_key").asString())
                        .isEqualTo(message.key()))
                .extracting(message -> message.json().at("/errata/happening").asString())
                .containsExactly("opened", "opened", "resolved");
        assertThat(hook.messages())
                .allSatisfy(message -> assertThat(
                                message.json().at("/commonAnnotations").propertyNames())
                        .contains("incident_url", "runbook_url"));
        assertThat(hook.messages().get(0).key())
                .isEqualTo(hook.messages().get(1).key());
        assertThat(count("webhook", "failed")).isEqualTo(1);
        assertThat(count("webhook", "sent")).isEqualTo(2);
        assertThat(told.number("SELECT sum(failures)::bigint FROM outbox")).isEqualTo(1);
    }

    @Test
    void webhook_thatRedirects_isNotFollowed() throws Exception {
        hook.answer(302, 307);
        var receiver = Receivers.webhook("webhook", hook.address(), SECRET, AddressRule.ANY, LINKS);
        try (var _ = start(receiver)) {
            told.put(Route.routing(List.of(), List.of(receiver)), 0, State.OPEN, Severity.INFO);
            await().atMost(LIMIT).until(() -> hook.messages().size() == 3);
        }
        assertThat(hook.messages()).extracting(Hook.Message::path).containsOnly("/hook");
    }

    @Test
    void webhook_ofAPrivateAddress_isNeverConnectedTo_andTheFailureIsSeen() throws Exception {
        var receiver = Receivers.webhook("webhook", hook.address(), SECRET, AddressRule.PUBLIC, LINKS);
        try (var _ = start(receiver)) {
            told.put(Route.routing(List.of(), List.of(receiver)), 0, State.OPEN, Severity.INFO);
            await().atMost(LIMIT).until(() -> count("webhook", "failed") >= 2);
            await().atMost(LIMIT)
                    .until(() -> meters.get("errata.outbox.waiting").gauge().value() == 1);
        }
        assertThat(hook.messages()).isEmpty();
        assertThat(told.number("SELECT count(*) FROM outbox WHERE last_error LIKE '%localhost is private%'"))
                .isEqualTo(1);
    }

    @Test
    void route_ofAnOwner_tellsOnlyThose() throws Exception {
        var one = Receivers.webhook("one", hook.address(), SECRET, AddressRule.ANY, LINKS);
        var other = Receivers.webhook("other", hook.address(), SECRET, AddressRule.ANY, LINKS);
        var route = new Route(null, Owner.QUOTA, Set.of("other"));
        var elsewhere = new Route("another", null, Set.of("one"));

        assertThat(Route.routing(List.of(elsewhere, route), List.of(one, other)).of("acme", Owner.QUOTA))
                .extracting(Audience::receiver)
                .containsExactly("other");
        assertThat(Route.routing(List.of(elsewhere), List.of(one, other)).of("acme", Owner.QUOTA))
                .hasSize(2);
    }

    private Notifications start(Receiver receiver) {
        return Notifications.start(new Outbox(told.dataSource()), List.of(receiver), meters, FAST, new Random(7));
    }

    private double waiting(String receiver) {
        return meters.get("errata.outbox.waiting")
                .tag("receiver", receiver)
                .gauge()
                .value();
    }

    private double count(String receiver, String outcome) {
        return meters.get("errata.notifications")
                .tags("receiver", receiver, "outcome", outcome)
                .counter()
                .count();
    }

    private static List<String> severities(RealAlertmanager alertmanager) throws Exception {
        return alertmanager
                .alerts()
                .valueStream()
                .map(alert -> alert.path("labels").path("severity").asString())
                .toList();
    }

    private static String state(RealAlertmanager alertmanager) throws Exception {
        return alertmanager.alerts().path(0).path("status").path("state").asString("");
    }

    private static String signature(Hook.Message message) throws Exception {
        var sent = String.valueOf(message.signature());
        var seconds = sent.substring(2, sent.indexOf(','));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        mac.update((seconds + ".").getBytes(UTF_8));
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(message.body()));
    }
}
