package dev.errata.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Kind;
import dev.errata.core.monitor.Installation.Storm;
import dev.errata.core.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may invent takes no more than its room, for some days, and is told when it finds none. */
class BoundsTest {
    private static final int KEYS = 100;
    private static final long BEGIN = Installation.NOON.getEpochSecond();
    private static final Duration QUIET = Duration.ofHours(2);
    private static final Duration AFTER = Duration.ofMinutes(15);
    private static final Duration WINDOW = Duration.ofSeconds(Watched.BIN);

    private final MapTable table = new MapTable();
    private long refused;

    private Room room(int most) {
        return new Room(most, _ -> refused++);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void inventedCodes_hideANewOneForEightDays_howeverTheMonitorDies(long seed) {
        var settings = new MonitorSettings(KEYS, 1_000, Policy.DEFAULT);
        var whole = new Installation(settings, false, seed, null);
        var broken = new Installation(settings, false, seed, new Random(seed));
        for (var shop : List.of(whole, broken)) {
            shop.pass(QUIET);
            for (int i = 0; i < KEYS; i++) {
                shop.pass(WINDOW, one("invented" + i, "small"));
            }
            shop.pass(AFTER);
            shop.pass(WINDOW.multipliedBy(5), one("hidden", "small"));
            shop.luck = 2_000;
            shop.pass(Duration.ofDays(8).plus(QUIET));
            shop.luck = 25;
            shop.pass(WINDOW.multipliedBy(5), one("teapot", "small"));
            shop.pass(AFTER);
        }

        assertThat(newCodes(whole)).as("seed %d", seed).containsExactly("teapot");
        assertThat(broken.told).as("seed %d", seed).isEqualTo(whole.told);
        // Two codes are usual; the hidden one is seen in five windows.
        assertThat(whole.leftOut).containsEntry(Bounded.NAME, KEYS - (KEYS / 2 - 2) + 5L);
        assertThat(broken.leftOut).isEqualTo(whole.leftOut);
    }

    @Test
    void inventedModels_hideNoCode_andAreTold() {
        var shop = new Installation(new MonitorSettings(KEYS, 1_000, Policy.DEFAULT), false, 3, null);
        shop.pass(QUIET);
        for (int i = 0; i < KEYS; i++) {
            shop.pass(WINDOW, one("server_error", "invented" + i));
        }
        shop.pass(AFTER);
        shop.pass(WINDOW.multipliedBy(5), one("teapot", "small"));

        assertThat(newCodes(shop)).containsExactly("teapot");
        // Three models are usual.
        assertThat(shop.leftOut).containsEntry(Bounded.NAME, KEYS - (KEYS / 2 - 3L));
    }

    private static Storm one(String code, String model) {
        return new Storm("500", code, List.of("checkout"), List.of(model), 1);
    }

    private static List<String> newCodes(Installation shop) {
        return shop.told.stream()
                .filter(incident -> incident.kind() == Kind.NEW_CODE)
                .map(Incident::scope)
                .map(scope -> scope.where().get("code"))
                .distinct()
                .toList();
    }

    @Test
    void slices_thatFindNoRoom_areToldAndWatchedWhenOthersHaveAged() {
        var calls = calls();
        IntStream.range(0, KEYS).forEach(i -> call(calls, BEGIN, "invented" + i));
        assertThat(refused).isPositive();
        var name = Calls.slice(Dimension.MODEL, "small");
        call(calls, BEGIN + 10, "small");
        assertThat(calls.of(name)).isEqualTo(Calls.Slice.NONE);

        calls.sweep(BEGIN + 10);
        call(calls, BEGIN + 20, "small");

        assertThat(calls.of(name).requests()).isEqualTo(40);
        assertThat(calls.of("").since()).isEqualTo(BEGIN);
        var again = calls();
        table.forEach((key, value) -> {
            if (Part.Kind.of(key.charAt(0)) == Part.Kind.SLICES) {
                again.loadSlice(key.substring("cshop\0".length()), value);
            }
        });
        assertThat(again.of(name)).isEqualTo(calls.of(name));
        assertThat(again.of(Calls.slice(Dimension.MODEL, "invented0"))).isEqualTo(Calls.Slice.NONE);
    }

    @Test
    void totals_overTheirRoom_areTold() {
        var calls = calls();
        IntStream.range(0, KEYS + 7).forEach(i -> put(calls, BEGIN, "invented" + i));

        assertThat(refused).isEqualTo(7);
    }

    private Calls calls() {
        return new Calls(
                Part.of(table, Part.Kind.SHARES, "shop"),
                Part.of(table, Part.Kind.SLICES, "shop"),
                room(KEYS),
                room(KEYS / 2));
    }

    private static void call(Calls calls, long window, String model) {
        put(calls, window, model);
        calls.close(window);
        calls.forgetBefore(window + 10);
    }

    private static void put(Calls calls, long window, String model) {
        calls.put(window, "source", key(model), new Calls.Said(window, 40, 0));
    }

    private static RateKey key(String model) {
        return new RateKey("shop", List.of("prod", "eu", "checkout", "deepseek", model, "", "", ""));
    }

    @Test
    void versions_ofInventedApps_areToldAndGoWhenTheyHaveAged() {
        var versions = new Versions(Part.of(table, Part.Kind.VERSIONS, "shop"), room(KEYS));
        IntStream.range(0, KEYS).forEach(i -> versions.see("invented" + i, "1", BEGIN));
        versions.see("checkout", "1", BEGIN);
        assertThat(refused).isEqualTo(1);

        var later = BEGIN + 10;
        versions.sweep(later, BEGIN);
        assertThat(table.size()).isEqualTo(KEYS);
        versions.sweep(later, later);

        assertThat(table.size()).isZero();
        versions.see("checkout", "1", later);
        versions.see("checkout", "2", later + 10);
        assertThat(versions.changes(later + 10)).extracting(FirstSeen::value).containsExactly("2");
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void usualKeys_thatFindNoRoom_areTold() {
        var usual = new Usual(Part.of(table, Part.Kind.USUAL_CALLS, "shop"), room(KEYS));
        IntStream.range(0, KEYS + 3).forEach(i -> usual.add(BEGIN, Map.of(key("invented" + i), 1L)));
        assertThat(refused).isEqualTo(3);

        var faded = BEGIN + Duration.ofHours(7).toSeconds();
        usual.sweep(faded);
        usual.add(faded, Map.of(key("small"), 1L));

        assertThat(refused).isEqualTo(3);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void projects_overTheirRoom_areTold() {
        var shop = new Installation(new MonitorSettings(KEYS, 1_000, Policy.DEFAULT), false, 4, null);
        shop.foreign(1_002);

        assertThat(shop.leftOut).isEqualTo(Map.of(Bounded.PROJECT, 2L));
    }
}
