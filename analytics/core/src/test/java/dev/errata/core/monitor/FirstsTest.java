package dev.errata.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.attribute.Surroundings.FirstSeen;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstsTest {
    private static final int MOST = 10;
    private static final long ENOUGH = 5;
    private static final long BEGIN = Installation.NOON.getEpochSecond();
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final MapTable table = new MapTable();
    private final Part part = Part.of(table, Part.Kind.FIRSTS, "shop");
    private long refused;
    private Firsts firsts = read();

    /** As they are after a restart. */
    private Firsts read() {
        var read = new Firsts(part, new Room(MOST, _ -> refused++));
        table.forEach((key, value) -> read.load(key.substring(part.prefix().length()), value));
        return read;
    }

    private void fill(String dimension, long window) {
        for (int i = 0; i < MOST; i++) {
            firsts.see(dimension, "invented" + i, window, 1, 1);
        }
    }

    private void sweep(long window) {
        firsts.sweep(window - Watched.MOST_AGE, window);
    }

    @Test
    void value_whereItsDimensionIsFull_countsAsLongKnownAndIsTold() {
        fill("model", BEGIN);

        assertThat(firsts.see("model", "new", BEGIN, 1, 1).window()).isEqualTo(Long.MIN_VALUE);
        assertThat(firsts.times("model", "new")).isEqualTo(Long.MAX_VALUE);
        assertThat(refused).isEqualTo(1);
        assertThat(firsts.see("model", "invented3", BEGIN + 10, 1, 1).window()).isEqualTo(BEGIN);
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void inventedModels_leaveRoomForCodes() {
        fill("model", BEGIN);

        assertThat(firsts.times("code", "teapot")).isZero();
        assertThat(firsts.see("code", "teapot", BEGIN, 3, ENOUGH)).isEqualTo(new Firsts.Seen(BEGIN, 3, BEGIN));
        assertThat(refused).isZero();
    }

    @Test
    void values_notSeenForEightDays_makeRoom_andThoseThatAreStay() {
        fill("code", BEGIN);
        for (long hour = 1; hour <= 8 * 24; hour++) {
            firsts.see("code", "invented0", BEGIN + hour * HOUR, 1, 1);
            sweep(BEGIN + hour * HOUR);
        }
        assertThat(firsts.all()).hasSize(MOST);

        sweep(BEGIN + 8 * 24 * HOUR + 10);

        assertThat(firsts.all()).extracting(FirstSeen::value).containsExactly("invented0");
        assertThat(read().all()).isEqualTo(firsts.all());
        assertThat(firsts.times("code", "teapot")).isZero();
    }

    @Test
    void values_ofADimensionThatIsNotCrowded_stayForEver() {
        firsts.see("code", "teapot", BEGIN, 1, 1);

        sweep(BEGIN + Duration.ofDays(400).toSeconds());

        assertThat(firsts.times("code", "teapot")).isEqualTo(1);
    }

    @Test
    void valueThatIsThereAllTheTime_isWrittenOnceAnHour() {
        firsts.see("code", "teapot", BEGIN, ENOUGH, ENOUGH);
        var writes = 0;
        for (long window = BEGIN + 10; window <= BEGIN + 3 * HOUR; window += 10) {
            table.drop('f');
            firsts.see("code", "teapot", window, 1, ENOUGH);
            writes += table.size();
        }

        assertThat(writes).isEqualTo(3);
    }

    /** Such a release wrote the window and the times alone. */
    @Test
    void tableOfAReleaseThatDidNotSayWhenAValueWasLastSeen_isKnownForEightDaysMore() {
        for (int i = 0; i < MOST; i++) {
            part.put("code\0known" + i, Pack.write(out -> {
                out.writeLong(BEGIN);
                out.writeLong(ENOUGH);
            }));
        }
        firsts = read();
        var upgraded = BEGIN + Duration.ofDays(100).toSeconds();
        assertThat(firsts.see("code", "known0", upgraded, 1, ENOUGH).window()).isEqualTo(BEGIN);

        sweep(upgraded);
        firsts = read();
        sweep(upgraded + Watched.MOST_AGE);

        assertThat(firsts.all()).hasSize(MOST);
        sweep(upgraded + Watched.MOST_AGE + 10);
        assertThat(firsts.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void restartsAnywhere_changeNothing(long seed) {
        var world = new Random(seed);
        var accidents = new Random(-seed);
        var other = new FirstsTest();
        for (long window = BEGIN; window < BEGIN + 40 * 24 * HOUR; window += HOUR / 4) {
            for (int names = world.nextInt(3); names > 0; names--) {
                var value = "code" + world.nextInt(world.nextBoolean() ? 5 : 500);
                assertThat(other.firsts.see("code", value, window, 1, ENOUGH))
                        .as("seed %d", seed)
                        .isEqualTo(firsts.see("code", value, window, 1, ENOUGH));
            }
            if (Math.floorMod(window, HOUR) == 0) {
                sweep(window);
                other.sweep(window);
            }
            if (accidents.nextInt(50) == 0) {
                other.firsts = other.read();
            }
        }

        assertThat(other.firsts.all()).as("seed %d", seed).isEqualTo(firsts.all());
        assertThat(other.refused).isEqualTo(refused).isPositive();
    }
}
