package dev.errata.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Scope;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentText;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.core.monitor.Installation.Storm;
import dev.errata.core.policy.Policy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outages that become worse, spread, or stay as they are. */
class ChangingIncidentTest {
    private static final Duration QUIET = Duration.ofHours(2);
    private static final Duration LONG = Duration.ofMinutes(12);
    private static final Storm SOME = Storm.everywhere("503", "overloaded", 3);
    private static final Storm NEARLY_ALL = Storm.everywhere("503", "overloaded", 40);
    private static final Storm AT_ONE_MODEL = at("large", List.of("checkout", "search"));

    private static Storm at(String model, List<String> apps) {
        return new Storm("503", "overloaded", apps, List.of(model), 15);
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 61, 62})
    void outage_thatGetsWorse_isToldOnceAndSoon_andStaysThatWhenItIsOver(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.pass(Duration.ofMinutes(6), SOME);
        var worse = shop.now();
        assertThat(shop.told).isNotEmpty().extracting(Incident::severity).containsOnly(Severity.WARNING);
        shop.pass(Duration.ofMinutes(6), NEARLY_ALL);
        shop.pass(Duration.ofMinutes(15));

        assertThat(shop.told)
                .as("seed %d", seed)
                .extracting(Incident::id)
                .containsOnly(first(shop).id());
        assertThat(severities(shop)).containsExactly(Severity.WARNING, Severity.CRITICAL);
        assertThat(last(shop).state()).isEqualTo(State.RESOLVED);
        var told = shop.told.stream()
                .filter(incident -> incident.severity() == Severity.CRITICAL)
                .findFirst()
                .orElseThrow();
        assertThat(told.times().updatedAt()).isBetween(worse, worse.plusSeconds(42));
        assertThat(failing(told)).as("what is said of it is of then, too").isGreaterThan(failing(first(shop)));
    }

    @Test
    void outage_thatComesAndGoes_isAsBadAsItsWorst() {
        var shop = Installation.of(63);
        shop.pass(QUIET);
        for (int pulse = 0; pulse < 8; pulse++) {
            shop.pass(Duration.ofMinutes(1), NEARLY_ALL);
            shop.pass(Duration.ofMinutes(2), SOME);
        }

        assertThat(severities(shop)).last().isEqualTo(Severity.CRITICAL);
        assertThat(severities(shop)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void outage_thatEases_isMilderMinutesLater() {
        var shop = Installation.of(64);
        shop.pass(QUIET);
        shop.pass(Duration.ofMinutes(6), SOME);
        shop.pass(Duration.ofMinutes(3), NEARLY_ALL);
        var eased = shop.now();
        shop.pass(LONG, SOME);

        assertThat(severities(shop)).containsExactly(Severity.WARNING, Severity.CRITICAL, Severity.WARNING);
        assertThat(shop.told)
                .filteredOn(incident -> incident.severity() == Severity.WARNING
                        && incident.times().updatedAt().isAfter(eased))
                .allSatisfy(incident -> assertThat(incident.times().updatedAt()).isAfter(eased.plusSeconds(240)));
    }

    @ParameterizedTest
    @ValueSource(longs = {65, 66, 67})
    void outage_whoseCallsNobodyCounts_getsWorseByItsErrors(long seed) {
        var shop = new Installation(Policy.DEFAULT, 1_000, false, seed, null);
        shop.pass(QUIET);
        var apps = List.of("checkout", "search", "support");
        var faint = new Storm("429", "rate_limit_exceeded", apps, List.of("small", "large"), 1);
        shop.pass(Duration.ofMinutes(6), faint);
        var before = severities(shop);
        shop.pass(Duration.ofMinutes(6), Storm.everywhere("429", "rate_limit_exceeded", 60));

        assertThat(before).as("seed %d", seed).containsExactly(Severity.WARNING);
        assertThat(severities(shop)).containsExactly(Severity.WARNING, Severity.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {70, 71, 72})
    void outage_thatSpreadsToAnotherModel_isExplainedAnew(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.pass(Duration.ofMinutes(6), AT_ONE_MODEL);
        assertThat(last(shop).context().healthyModels()).containsExactly("small", "vision");
        assertThat(last(shop).explanation().slices())
                .allSatisfy(slice -> assertThat(slice.where()).containsEntry("model", "large"));
        var spread = shop.now();
        shop.pass(Duration.ofMinutes(6), AT_ONE_MODEL, at("small", List.of("checkout", "search", "support")));

        assertThat(shop.told)
                .as("seed %d", seed)
                .extracting(Incident::id)
                .containsOnly(first(shop).id());
        assertThat(last(shop).scope()).isEqualTo(Scope.of(Map.of("code", "overloaded", "model", "large")));
        assertThat(last(shop).explanation().slices())
                .anySatisfy(slice ->
                        assertThat(slice.where().getOrDefault("model", "small")).isEqualTo("small"));
        assertThat(shop.told)
                .filteredOn(incident -> incident.times().updatedAt().isAfter(spread.plusSeconds(60)))
                .isNotEmpty()
                .allSatisfy(incident ->
                        assertThat(incident.context().healthyModels()).containsExactly("vision"))
                .allSatisfy(incident ->
                        assertThat(IncidentText.of(incident).body()).contains("Models that work as usual: vision."));
    }

    @ParameterizedTest
    @ValueSource(longs = {73, 74, 75})
    void outage_thatSpreadsToAnotherApp_countsIt(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.pass(Duration.ofMinutes(6), AT_ONE_MODEL);
        assertThat(last(shop).context().apps()).isEqualTo(2);
        shop.pass(Duration.ofMinutes(6), AT_ONE_MODEL, at("large", List.of("support")));

        assertThat(last(shop).context().appNames())
                .as("seed %d", seed)
                .containsExactlyInAnyOrder("checkout", "search", "support");
        assertThat(last(shop).context().apps()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {76, 77, 78})
    void outage_ofOneApp_isNotSeenByThoseThatHaveTheUsualErrors(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.pass(LONG, new Storm("429", "rate_limit_exceeded", List.of("search"), List.of("small", "large"), 20));

        assertThat(last(shop).context().appNames()).as("seed %d", seed).containsExactly("search");
    }

    @ParameterizedTest
    @ValueSource(longs = {80, 81, 82})
    void outage_inWhichNothingChanges_isToldOnceAMinute(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.pass(Duration.ofMinutes(30), AT_ONE_MODEL);

        var settled = shop.told.stream()
                .filter(incident -> !incident.times()
                        .updatedAt()
                        .isBefore(first(shop).times().openedAt().plusSeconds(60)))
                .toList();
        assertThat(settled).as("seed %d", seed).hasSizeGreaterThan(20);
        for (int i = 1; i < settled.size(); i++) {
            assertThat(Duration.between(
                            settled.get(i - 1).times().updatedAt(),
                            settled.get(i).times().updatedAt()))
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        }
        assertThat(settled)
                .extracting(
                        incident -> incident.explanation().slices().getFirst().where())
                .containsOnly(
                        settled.getFirst().explanation().slices().getFirst().where());
        assertThat(settled)
                .extracting(incident -> incident.context().healthyModels())
                .containsOnly(List.of("small", "vision"));
        assertThat(settled)
                .extracting(Incident::explanation)
                .as("its numbers go on")
                .hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {90, 91})
    void restarts_changeNothing(long seed) {
        var whole = Installation.of(seed);
        var broken = new Installation(Policy.DEFAULT, 1_000, true, seed, new Random(seed));
        for (var shop : List.of(whole, broken)) {
            shop.pass(QUIET);
            shop.pass(Duration.ofMinutes(4), AT_ONE_MODEL);
            shop.pass(Duration.ofMinutes(8), AT_ONE_MODEL, at("small", List.of("support")));
            shop.pass(Duration.ofMinutes(3), NEARLY_ALL);
            shop.pass(LONG, SOME);
        }

        assertThat(broken.told).as("seed %d", seed).isEqualTo(whole.told);
    }

    /** A release that explained an incident when it opened and half a minute later wrote that there is no next time. */
    @ParameterizedTest
    @ValueSource(longs = {92, 93})
    void outage_thatBeganBeforeAnUpgrade_isExplainedAnew(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.pass(Duration.ofMinutes(4), AT_ONE_MODEL);
        var explained = last(shop).explanation();
        shop.upgradeFromBefore('i', written -> {
            var entry = ByteBuffer.wrap(written);
            var explainAt = Integer.BYTES + entry.getInt(0) + 1 + 3 * Long.BYTES;
            return entry.putLong(explainAt, Long.MAX_VALUE).array();
        });
        var upgraded = shop.now();
        shop.pass(Duration.ofMinutes(2), AT_ONE_MODEL);

        assertThat(shop.told)
                .as("seed %d", seed)
                .extracting(Incident::id)
                .containsOnly(first(shop).id());
        assertThat(shop.told)
                .filteredOn(incident -> incident.times().updatedAt().isAfter(upgraded))
                .isNotEmpty()
                .extracting(Incident::explanation)
                .doesNotContain(explained);
    }

    private static double failing(Incident incident) {
        return Objects.requireNonNull(incident.explanation().rates()).now();
    }

    private static Incident first(Installation shop) {
        return shop.told.getFirst();
    }

    private static Incident last(Installation shop) {
        return shop.told.getLast();
    }

    /** Each as often as it changed. */
    private static List<Severity> severities(Installation shop) {
        var severities = new ArrayList<Severity>();
        shop.told.forEach(incident -> {
            if (severities.isEmpty() || severities.getLast() != incident.severity()) {
                severities.add(incident.severity());
            }
        });
        return severities;
    }
}
