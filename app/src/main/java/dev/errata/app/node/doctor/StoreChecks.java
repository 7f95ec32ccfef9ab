package dev.errata.app.node.doctor;

import dev.errata.app.config.AuthMode;
import dev.errata.app.config.DoctorConfig;
import dev.errata.app.node.IssuedToken.About;
import dev.errata.app.node.TokenAdmin;
import dev.errata.core.TimeRules;
import dev.errata.migrations.Migrations;
import dev.errata.store.EventPartitions;
import dev.errata.store.query.StoreVitals;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/** The database: its schema, its clock, its partitions, and what nobody has looked after. */
record StoreChecks(DoctorConfig config, DataSource database, InstantSource time, Instant now) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Duration WRONG = Duration.ofMinutes(1);
    private static final Duration UNHEARD = Duration.ofMinutes(10);
    private static final int FEW_DAYS = 3;
    private static final String MAKE = "errata token create --name NAME --scope ingest,read makes one";

    Check schema() {
        return new Check(
                "schema",
                () -> Migrations.missing(database)
                        .map(migration ->
                                Finding.fail("schema", "lacks migration " + migration, "errata migrate applies it"))
                        .orElseGet(() -> Finding.ok("schema", "has all migrations of this version")));
    }

    List<Check> all() {
        return List.of(
                new Check("clock", this::clock),
                new Check("partitions", this::partitions),
                new Check("dead letters", this::deadLetters),
                new Check("notifications", this::notifications),
                new Check("tokens", this::tokens));
    }

    private Finding clock() {
        var before = time.instant();
        var there = new StoreVitals(database).answer(now).clock();
        var skew = Duration.between(
                before.plus(Duration.between(before, time.instant()).dividedBy(2)), there);
        var what = "this machine and Postgres differ by %.1f s"
                .formatted(skew.abs().toMillis() / 1e3);
        if (skew.abs().compareTo(WRONG) > 0) {
            return Finding.fail("clock", what, "set both by NTP: events of a wrong clock are late, or too new");
        }
        return skew.abs().compareTo(SKEW) > 0
                ? Finding.warn("clock", what, "set both by NTP")
                : Finding.ok("clock", what);
    }

    private Finding partitions() throws SQLException {
        var rules = new TimeRules(config.grace(), config.eventRetentionDays());
        var ahead = new EventPartitions(database, rules).daysAhead(LocalDate.ofInstant(now, ZoneOffset.UTC));
        var advice = "errata analytics makes them: is it running? see docs/runbooks/errataeventpartitionmissing.md";
        if (ahead < 0) {
            return Finding.fail("partitions", "today has none: no event of today can be stored", advice);
        }
        return ahead < FEW_DAYS
                ? Finding.warn("partitions", "there are only %d days ahead".formatted(ahead), advice)
                : Finding.ok("partitions", "%d days ahead are there".formatted(ahead));
    }

    private Finding deadLetters() {
        var letters = new StoreVitals(database).answer(now.minus(DAY)).deadLetters();
        return letters == 0
                ? Finding.ok("dead letters", "none in a day")
                : Finding.warn(
                        "dead letters",
                        "%,d records of the last day could not be stored".formatted(letters),
                        "errata dead-letter list --from -1d says why, errata dead-letter replay sends them once more");
    }

    private Finding notifications() {
        var vitals = new StoreVitals(database).answer(now);
        var since = vitals.failingSince();
        if (since == null) {
            return Finding.ok("notifications", "every message about an incident that was tried has arrived");
        }
        var what = "%,d messages do not arrive, the oldest for %s; %s"
                .formatted(vitals.failingMessages(), Ages.text(since, now), vitals.lastError());
        var advice = "see to the receiver, or to its address; docs/runbooks/erratanotificationsfailing.md";
        return Duration.between(since, now).compareTo(UNHEARD) > 0
                ? Finding.fail("notifications", what, advice)
                : Finding.warn("notifications", what, advice);
    }

    private Finding tokens() throws Exception {
        try (var tokens = TokenAdmin.connect(config.postgres())) {
            var good = tokens.list().stream().filter(this::isGood).toList();
            if (good.isEmpty()) {
                return config.auth() == AuthMode.TOKENS || !config.isOpen()
                        ? Finding.fail("tokens", "there is none, and nobody may send or ask without", MAKE)
                        : Finding.ok("tokens", "there is none; programs of this machine need none");
            }
            var ending = good.stream().filter(this::endsSoon).map(About::name).toList();
            return ending.isEmpty()
                    ? Finding.ok("tokens", good.size() + " can be used")
                    : Finding.warn("tokens", "end within a week: " + String.join(", ", ending), MAKE);
        }
    }

    private boolean isGood(About token) {
        return token.revoked() == null && (token.expires() == null || now.isBefore(token.expires()));
    }

    private boolean endsSoon(About token) {
        return token.expires() != null && token.expires().isBefore(now.plus(WEEK));
    }
}
