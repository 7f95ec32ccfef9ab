package dev.errata.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.http.ApiException;
import org.junit.jupiter.api.Test;

class InFlightBytesTest {
    private final InFlightBytes inFlight = new InFlightBytes(100);

    @Test
    void enter_announcingMoreThanIsFree_is429() {
        try (var room = inFlight.enter(60)) {
            room.growTo(60);

            assertThatThrownBy(() -> inFlight.enter(41))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            error -> assertThat(error.status()).isEqualTo(429));
        }
    }

    @Test
    void enter_withoutSendingAnything_takesUpNothing() {
        try (var silent = inFlight.enter(100);
                var busy = inFlight.enter(100)) {
            busy.growTo(100);

            assertThatThrownBy(() -> silent.growTo(1)).isInstanceOf(ApiException.class);
        }
    }

    @Test
    void growTo_beyondTheLimit_leavesTheRestToOthers() {
        try (var first = inFlight.enter(0);
                var second = inFlight.enter(0)) {
            first.growTo(60);
            assertThatThrownBy(() -> second.growTo(41)).isInstanceOf(ApiException.class);

            second.growTo(40);
        }
    }

    @Test
    void close_givesBackAllThatTheRoomGrewTo() {
        try (var room = inFlight.enter(10)) {
            room.growTo(90);
            room.growTo(50);
        }

        try (var room = inFlight.enter(100)) {
            room.growTo(100);
            assertThat(room).isNotNull();
        }
    }
}
