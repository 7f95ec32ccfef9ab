package dev.errata.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.contract.Owner;
import dev.errata.core.Cell;
import dev.errata.core.Coverage;
import dev.errata.core.Dimension;
import dev.errata.core.Scope;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentText;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.State;
import dev.errata.core.monitor.Installation.Storm;
import dev.errata.core.policy.Policy;
import dev.errata.core.policy.Rules;
import dev.errata.core.policy.Silence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorTest {
    private static final Duration QUIET = Duration.ofHours(2);
    private static final Duration STORM = Duration.ofMinutes(3);
    private static final Duration AFTER = Duration.ofMinutes(15);
    private static final List<String> MODELS = List.of("small", "large", "vision");
    private static final Storm TOO_MANY = Storm.everywhere("429", "rate_limit_exceeded", 12);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void storm_seenByAllAppsAndModels_isOneIncident(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        var begin = shop.now();
        shop.pass(STORM, TOO_MANY);
        var end = shop.now();
        shop.pass(AFTER);

        var last = onlyIncident(shop.told, seed);
        assertThat(last.scope()).isEqualTo(Scope.of(Map.of("code", "rate_limit_exceeded")));
        assertThat(last.kind()).isEqualTo(Kind.SPIKE);
        assertThat(last.owner()).isEqualTo(Owner.QUOTA);
        assertThat(last.state()).isEqualTo(State.RESOLVED);
        assertThat(last.times().openedAt()).isBeforeOrEqualTo(begin.plusSeconds(21));
        assertThat(last.times().startedAt()).isBetween(begin.minusSeconds(20), begin.plusSeconds(10));
        assertThat(last.times().endedAt()).isBetween(end.minusSeconds(10), end.plusSeconds(70));
        assertThat(last.evidence().errors()).isBetween(18 * 9 * 12L, 18 * 9 * 12L + 300);
        assertThat(last.evidence().lastMinute()).as("it is over").isLessThan(100);
        assertThat(shop.told)
                .filteredOn(told -> told.times().updatedAt().isAfter(begin.plusSeconds(90))
                        && told.times().updatedAt().isBefore(end))
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told.evidence().lastMinute()).isBetween(6 * 9 * 12L, 6 * 9 * 12L + 150));
        assertThat(last.context().apps()).isEqualTo(3);
        assertThat(last.explanation().slices())
                .anySatisfy(slice -> assertThat(slice.where()).containsEntry("code", "rate_limit_exceeded"));
        assertThat(last.explanation().rates()).isNotNull();
        assertThat(last.evidence().requests()).isPositive();
    }

    @Test
    void storm_ofOneModel_isNamedAndTheOthersAreHealthy() {
        var shop = Installation.of(7);
        shop.pass(QUIET);
        shop.pass(STORM, new Storm("503", "overloaded", List.of("checkout", "search"), List.of("large"), 15));
        shop.pass(AFTER);

        var last = onlyIncident(shop.told, 7);
        assertThat(last.scope()).isEqualTo(Scope.of(Map.of("code", "overloaded", "model", "large")));
        assertThat(last.context().healthyModels()).containsExactly("small", "vision");
        assertThat(last.context().appNames()).containsExactlyInAnyOrder("checkout", "search");
        assertThat(last.members()).contains(Scope.TOTAL, Scope.of(Map.of("model", "large")));
    }

    @Test
    void outages_withNothingInCommon_areTwoIncidents() {
        var shop = Installation.of(8);
        shop.pass(QUIET);
        var first = new Storm("503", "overloaded", List.of("checkout", "search"), List.of("large"), 40);
        shop.pass(Duration.ofMinutes(2), first);
        shop.pass(STORM, first, new Storm("401", "invalid_api_key", List.of("support"), List.of("vision"), 15));
        shop.pass(AFTER);

        assertThat(last(shop.told).values())
                .extracting(Incident::state, Incident::scope)
                .containsExactlyInAnyOrder(
                        tuple(State.RESOLVED, Scope.of(Map.of("code", "overloaded", "model", "large"))),
                        tuple(State.RESOLVED, Scope.of(Map.of("code", "invalid_api_key"))));
    }

    @ParameterizedTest
    @ValueSource(longs = {30, 31, 32})
    void storm_thatClearlyEnds_isOverThreeMinutesLater(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.pass(STORM, TOO_MANY);
        var end = shop.now();
        shop.pass(AFTER);

        var last = onlyIncident(shop.told, seed);
        assertThat(last.state()).isEqualTo(State.RESOLVED);
        assertThat(last.times().updatedAt()).isBetween(end.plusSeconds(100), end.plusSeconds(190));
    }

    @ParameterizedTest
    @ValueSource(longs = {30, 31, 32})
    void storm_thatEndsWhileAnotherOutageBegins_isOverAllTheSame(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.pass(STORM, new Storm("429", "rate_limit_exceeded", List.of("checkout", "search"), List.of("large"), 30));
        var end = shop.now();
        shop.pass(Duration.ofMinutes(1));
        shop.pass(AFTER, new Storm("503", "overloaded", List.of("search", "support"), List.of("vision"), 30));

        assertThat(last(shop.told).values())
                .as("seed %d", seed)
                .extracting(Incident::state, Incident::scope)
                .containsExactlyInAnyOrder(
                        tuple(State.RESOLVED, Scope.of(Map.of("code", "rate_limit_exceeded", "model", "large"))),
                        tuple(State.OPEN, Scope.of(Map.of("code", "overloaded", "model", "vision"))));
        assertThat(last(shop.told).values())
                .filteredOn(incident -> incident.state() == State.RESOLVED)
                .allSatisfy(incident ->
                        assertThat(incident.times().updatedAt()).isBetween(end.plusSeconds(100), end.plusSeconds(190)));
    }

    @ParameterizedTest
    @ValueSource(longs = {40, 41, 42, 43})
    void storm_ofAProjectThatHasJustBegun_isOverSomeMinutesLater_andNothingComesAfterIt(long seed) {
        var shop = Installation.of(seed);
        shop.pass(Duration.ofSeconds(30));
        shop.pass(STORM, TOO_MANY);
        var end = shop.now();
        shop.pass(AFTER);

        var last = onlyIncident(shop.told, seed);
        assertThat(last.state()).isEqualTo(State.RESOLVED);
        assertThat(last.times().updatedAt()).isBefore(end.plusSeconds(260));
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 51, 52})
    void storm_thatGoesOnMuchWeaker_staysKnown_asOneIncidentOrTwo(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.pass(STORM, Storm.everywhere("429", "rate_limit_exceeded", 30));
        var weaker = Storm.everywhere("429", "rate_limit_exceeded", 4);
        shop.pass(Duration.ofMinutes(8), weaker);
        for (int minute = 0; minute < 30; minute++) {
            shop.pass(Duration.ofMinutes(1), weaker);
            assertThat(last(shop.told).values())
                    .as("seed %d, minute %d", seed, minute)
                    .hasSizeLessThanOrEqualTo(2)
                    .anyMatch(incident -> incident.state() == State.OPEN);
        }
    }

    @Test
    void storm_thatComesBackSoonAndAgain_isNoMoreThanTwoIncidentsInTwentyMinutes() {
        var shop = Installation.of(33);
        shop.pass(QUIET);
        for (int pulse = 0; pulse < 4; pulse++) {
            shop.pass(Duration.ofMinutes(1), TOO_MANY);
            shop.pass(Duration.ofMinutes(4));
        }

        assertThat(last(shop.told)).hasSize(2);
    }

    @Test
    void storm_thatPausesForAMinuteAgainAndAgain_isOneIncident() {
        var shop = Installation.of(34);
        shop.pass(QUIET);
        for (int pulse = 0; pulse < 8; pulse++) {
            shop.pass(Duration.ofMinutes(1), TOO_MANY);
            shop.pass(Duration.ofMinutes(1));
        }

        assertThat(onlyIncident(shop.told, 34).kind()).isEqualTo(Kind.SPIKE);
    }

    @ParameterizedTest
    @ValueSource(longs = {35, 36})
    void errorsOfAnAppWhoseCallsNobodyCounts_areOneBlindnessThatEnds(long seed) {
        var shop = new Installation(Policy.DEFAULT, 1_000, true, seed, new Random(seed));
        var steady = Storm.everywhere("500", "server_error", 1);
        shop.pass(QUIET, steady);
        shop.uncounted = Set.of("search");
        var from = shop.known.size();
        shop.pass(Duration.ofMinutes(10), steady);
        var blind = onlyIncident(shop.told, seed);
        shop.uncounted = Set.of();
        shop.pass(Duration.ofMinutes(10), steady);

        assertThat(blind.kind()).isEqualTo(Kind.BLINDNESS);
        assertThat(blind.scope()).isEqualTo(Scope.of(Map.of("blind", "totals")));
        assertThat(blind.context().appNames()).containsExactly("search");
        assertThat(blind.evidence().observed()).isGreaterThan(blind.evidence().errors() / 5);
        assertThat(onlyIncident(shop.told, seed).state()).isEqualTo(State.RESOLVED);
        assertThat(shop.known.subList(0, from))
                .allSatisfy(cell -> assertThat(coverage(cell).share()).isEqualTo(1));
        assertThat(shop.known.subList(from + 6, from + 27))
                .filteredOn(cell -> cell.key().value(Dimension.APP).equals("search"))
                .isNotEmpty()
                .allSatisfy(cell -> assertThat(coverage(cell).share()).isZero());
    }

    @Test
    void spike_whereTooManyErrorsAreUncounted_hasNoRatio() {
        var shop = Installation.of(37);
        var steady = Storm.everywhere("500", "server_error", 1);
        shop.pass(QUIET, steady);
        shop.uncounted = Set.of("search");
        shop.pass(Duration.ofMinutes(8), steady);
        shop.pass(STORM, new Storm("429", "rate_limit_exceeded", List.of("checkout", "support"), MODELS, 12));

        var spike = last(shop.told).values().stream()
                .filter(incident -> incident.kind() == Kind.SPIKE)
                .findFirst()
                .orElseThrow();
        assertThat(spike.evidence().requests()).isNull();
        assertThat(spike.explanation().rates()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 61, 62})
    void spike_ofAnAppThatStopsCountingItsCalls_hasNoRatioFromItsFirstWindowOn(long seed) {
        var shop = Installation.of(seed);
        shop.pass(QUIET);
        shop.uncounted = Set.of("search");
        shop.pass(STORM, new Storm("429", "rate_limit_exceeded", List.of("search"), MODELS, 12));

        assertThat(shop.told)
                .as("seed %d", seed)
                .filteredOn(incident -> incident.kind() == Kind.SPIKE)
                .isNotEmpty()
                .allSatisfy(spike -> {
                    assertThat(spike.evidence().requests()).isNull();
                    assertThat(spike.evidence().usualRatio()).isNull();
                    assertThat(spike.explanation().rates()).isNull();
                    assertThat(IncidentText.of(spike).title()).doesNotContain("of calls failed");
                });
    }

    @Test
    void spike_ofMoreErrorsThanThereWereCallsAWindowBefore_keepsItsRequests() {
        var shop = Installation.of(63);
        shop.pass(QUIET);
        shop.pass(Duration.ofSeconds(40), new Storm("503", "overloaded", List.of("checkout"), MODELS, 200));

        assertThat(shop.told)
                .isNotEmpty()
                .allSatisfy(spike -> assertThat(spike.evidence().requests()).isPositive());
    }

    @Test
    void storm_afterARelease_namesBothVersionsAndWhatItsErrorsLack() {
        var shop = Installation.of(38);
        shop.versions = Map.of("checkout", "1.4");
        shop.pass(QUIET);
        shop.versions = Map.of("checkout", "1.5");
        shop.pass(Duration.ofMinutes(2), new Storm("500", "server_error", List.of("checkout"), MODELS, 1));
        shop.withoutIds = Set.of("checkout");
        shop.pass(STORM, new Storm("500", "server_error", List.of("checkout"), MODELS, 12));
        shop.pass(AFTER);

        var last = onlyIncident(shop.told, 38);
        assertThat(last.context().changes()).anySatisfy(change -> {
            assertThat(change.app()).isEqualTo("checkout");
            assertThat(change.value()).isEqualTo("1.5");
            assertThat(change.before()).isEqualTo("1.4");
        });
        assertThat(IncidentText.of(last).body()).contains("App checkout changed from version 1.4 to 1.5");
        assertThat(last.context().missing()).anySatisfy(missing -> {
            assertThat(missing.app()).isEqualTo("checkout");
            assertThat(missing.field()).isEqualTo("request_id");
        });
        assertThat(IncidentText.of(last).body()).contains("of the failures of checkout have no request id");
    }

    @Test
    void quietDay_hasNoIncident() {
        var shop = Installation.of(9);
        shop.pass(Duration.ofHours(24));

        assertThat(shop.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void project_thatBeginsLongAfterTheMonitor_isNotAbnormalForWhatItBeginsWith(boolean hasCalls) {
        var shop = new Installation(Policy.DEFAULT, 1_000, hasCalls, 15, null);
        shop.idle(Duration.ofMinutes(5));
        shop.pass(Duration.ofMinutes(30), Storm.everywhere("500", "server_error", 1));

        assertThat(shop.told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 5", "false, 5", "false, 0"})
    void project_thatBeginsWithAStorm_hasAnIncident(boolean hasCalls, int idleMinutes) {
        var shop = new Installation(Policy.DEFAULT, 1_000, hasCalls, 16, null);
        shop.idle(Duration.ofMinutes(idleMinutes));
        shop.pass(Duration.ofSeconds(20), TOO_MANY);

        assertThat(onlyIncident(shop.told, 16).state()).isEqualTo(State.OPEN);
    }

    @Test
    void storm_withoutTotals_isOneIncidentWithoutARatio() {
        var shop = new Installation(Policy.DEFAULT, 1_000, false, 10, null);
        shop.pass(QUIET);
        shop.pass(STORM, TOO_MANY);
        shop.pass(AFTER);

        var last = onlyIncident(shop.told, 10);
        assertThat(last.evidence().requests()).isNull();
        assertThat(last.evidence().usualRatio()).isNull();
        assertThat(last.explanation().rates()).isNull();
        assertThat(last.state()).isEqualTo(State.RESOLVED);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void restartsAndPiecesInAnyOrder_changeNothing(long seed) {
        var whole = Installation.of(seed);
        var broken = new Installation(Policy.DEFAULT, 1_000, true, seed, new Random(seed));
        for (var shop : List.of(whole, broken)) {
            shop.pass(QUIET);
            shop.pass(STORM, TOO_MANY);
            shop.pass(AFTER);
            shop.pass(STORM, new Storm("418", "teapot", List.of("checkout"), List.of("small"), 3));
            shop.pass(AFTER);
        }

        assertThat(broken.told).as("seed %d", seed).isEqualTo(whole.told);
        assertThat(last(whole.told)).hasSizeGreaterThan(1);
    }

    @Test
    void tableOfAReleaseThatLearnedNoBursts_goesOn() {
        var shop = Installation.of(15);
        var upgraded = Installation.of(15);
        for (var one : List.of(shop, upgraded)) {
            one.pass(QUIET);
            if (one == upgraded) {
                one.upgradeFromBefore('r');
            }
            one.pass(STORM, TOO_MANY);
            one.pass(AFTER);
        }

        assertThat(upgraded.told).isEqualTo(shop.told).isNotEmpty();
        assertThat(upgraded.table().longest('r')).isBetween(1, 1_000);
    }

    @Test
    void code_neverSeenBefore_isAnIncidentOfItsOwn() {
        var shop = Installation.of(20);
        shop.pass(QUIET);
        shop.pass(Duration.ofSeconds(50), new Storm("418", "teapot", List.of("checkout"), List.of("small"), 1));
        shop.pass(AFTER);

        var last = onlyIncident(shop.told, 20);
        assertThat(last.kind()).isEqualTo(Kind.NEW_CODE);
        assertThat(last.scope()).isEqualTo(Scope.of(Map.of("code", "teapot")));
        assertThat(last.evidence().errors()).isEqualTo(5);
        assertThat(last.state()).isEqualTo(State.RESOLVED);
        assertThat(last.context().changes()).anyMatch(change -> change.value().equals("teapot"));
    }

    @Test
    void policy_inShadowOrMuted_recordsAndSaysWhy() {
        var shadow = new Policy(new Rules(5, 2, 1, 5, true), Map.of(), List.of());
        var mute = new Silence(
                Silence.Kind.MUTED,
                "limits",
                null,
                new TreeMap<>(Map.of("code", "rate_limit_exceeded")),
                null,
                Installation.NOON.plus(QUIET).plusSeconds(60));
        var muted = new Policy(Rules.DEFAULT, Map.of(), List.of(mute));

        assertThat(onlyIncident(stormUnder(shadow).told, 21).quiet()).isEqualTo("shadow");
        var told = stormUnder(muted).told;
        assertThat(told.getFirst().quiet()).isEqualTo("muted:limits");
        assertThat(onlyIncident(told, 21).quiet()).isNull();
    }

    private static Installation stormUnder(Policy policy) {
        var shop = new Installation(policy, 1_000, true, 21, null);
        shop.pass(QUIET);
        shop.pass(STORM, TOO_MANY);
        shop.pass(AFTER);
        return shop;
    }

    @Test
    void series_overTheCap_areSaidAndNotWatched() {
        var shop = new Installation(Policy.DEFAULT, 4, true, 22, null);
        shop.pass(Duration.ofMinutes(10));
        var before = shop.refused;
        shop.pass(STORM, Storm.everywhere("503", "overloaded", 12));

        assertThat(before).isPositive();
        assertThat(shop.refused).isGreaterThan(before);
    }

    @Test
    void series_inTheTable_takeLessThan2KB() {
        var shop = Installation.of(23);
        shop.pass(Duration.ofHours(7));
        shop.pass(STORM, TOO_MANY);

        System.out.println("most bytes of a series: " + shop.table().longest('s'));
        assertThat(shop.table().longest('s')).isBetween(500, 2_048);
    }

    /** No id is ever told twice with the same revision, none after it was resolved, no two of a scope are open at once. */
    private static Coverage coverage(Cell cell) {
        return (Coverage) cell.count();
    }

    private static Incident onlyIncident(List<Incident> told, long seed) {
        var incidents = last(told);
        assertThat(incidents.values()).as("seed %d", seed).hasSize(1);
        return incidents.values().iterator().next();
    }

    private static Map<UUID, Incident> last(List<Incident> told) {
        var last = new HashMap<UUID, Incident>();
        for (var incident : told) {
            var before = last.put(incident.id(), incident);
            assertThat(incident.revision()).isEqualTo(before == null ? 0 : before.revision() + 1);
            if (before != null) {
                assertThat(before.state()).isNotEqualTo(State.RESOLVED);
                assertThat(incident.scope()).isEqualTo(before.scope());
            }
            var open = last.values().stream()
                    .filter(other -> other.state() != State.RESOLVED)
                    .toList();
            assertThat(open.stream().map(Incident::scope)).doesNotHaveDuplicates();
        }
        return last;
    }
}
