package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final long SEED = 7;

    @Test
    void random_ids_areVersion7OfTheirTimeAndDiffer() {
        var random = new Random(SEED);
        var seen = new HashSet<UUID>();
        for (int i = 0; i < 10_000; i++) {
            var id = EventIds.random(NOON, random);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(EventIds.isValid(id)).isTrue();
            assertThat(EventIds.time(id)).isEqualTo(NOON);
            assertThat(seen.add(id)).as("seed %d: %s is new", SEED, id).isTrue();
        }
    }

    @Test
    void random_allBitsOfChance_areUsed() {
        var random = new Random(SEED);
        var high = 0L;
        var low = 0L;
        for (int i = 0; i < 1_000; i++) {
            var id = EventIds.random(Instant.EPOCH, random);
            high |= id.getMostSignificantBits();
            low |= id.getLeastSignificantBits();
        }
        assertThat(new UUID(high, low)).hasToString("00000000-0000-7fff-bfff-ffffffffffff");
    }

    @Test
    void derived_sameTimeAndContent_isTheSameForEver() {
        var id = EventIds.derived(NOON, "content".getBytes(UTF_8));
        assertThat(id).hasToString("019c13ec-9e7b-7c84-9f22-357d822bac14");
        assertThat(EventIds.isValid(id)).isTrue();
        assertThat(EventIds.time(id)).isEqualTo(NOON);
        assertThat(EventIds.derived(NOON, "other".getBytes(UTF_8))).isNotEqualTo(id);
        assertThat(EventIds.derived(NOON.plusMillis(1), "content".getBytes(UTF_8)))
                .isNotEqualTo(id);
    }

    @Test
    void day_aroundMidnight_isTheUtcDay() {
        var random = new Random(SEED);
        var midnight = Instant.parse("2026-02-01T00:00:00Z");
        assertThat(EventIds.day(EventIds.random(midnight, random))).isEqualTo(LocalDate.of(2026, 2, 1));
        assertThat(EventIds.day(EventIds.random(midnight.minusMillis(1), random)))
                .isEqualTo(LocalDate.of(2026, 1, 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "+10889-08-02T05:31:50.655Z"})
    void random_timeThatFits_isKept(Instant time) {
        assertThat(EventIds.time(EventIds.random(time, new Random(SEED)))).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999Z", "+10889-08-02T05:31:50.656Z"})
    void random_timeThatDoesNotFit_isRefused(Instant time) {
        assertThatIllegalArgumentException().isThrownBy(() -> EventIds.random(time, new Random(SEED)));
        assertThatIllegalArgumentException().isThrownBy(() -> EventIds.derived(time, new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9b2c1f6e-6a0b-4d57-8f0e-0123456789ab",
                "019c13a8-8b20-7abc-cdef-0123456789ab",
                "00000000-0000-0000-0000-000000000000"
            })
    void isValid_otherVersionOrVariant_isFalse(UUID id) {
        assertThat(EventIds.isValid(id)).isFalse();
    }
}
