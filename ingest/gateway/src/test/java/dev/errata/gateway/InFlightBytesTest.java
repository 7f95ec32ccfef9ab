package dev.errata.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.http.ApiException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InFlightBytesTest {
    private final InFlightBytes inFlight = new InFlightBytes(100);

    @Test
    void enter_announcingMoreThanIsFree_is429() {
        try (var room = inFlight.enter("a", 60)) {
            room.growTo(60);

            assertThatIsFull(() -> inFlight.enter("b", 41));
        }
    }

    @Test
    void enter_withoutSendingAnything_takesUpNothing() {
        try (var silent = inFlight.enter("a", 100);
                var busy = inFlight.enter("b", 100)) {
            busy.growTo(100);

            assertThatIsFull(() -> silent.growTo(1));
        }
    }

    @Test
    void growTo_beyondTheLimit_leavesTheRestToOthers() {
        try (var first = inFlight.enter("a", 0);
                var second = inFlight.enter("b", 0)) {
            first.growTo(60);
            assertThatIsFull(() -> second.growTo(41));

            second.growTo(40);
        }
    }

    @Test
    void project_flooding_getsTwoThirds_andEachOneMoreTwoThirdsOfTheRest() {
        assertThat(flood("a")).isBetween(66, 67);
        assertThat(flood("b")).isBetween(21, 23);
        assertThat(flood("c")).isBetween(6, 8);
    }

    @Test
    void close_givesBackAllThatTheRoomGrewTo() {
        try (var room = inFlight.enter("a", 10)) {
            room.growTo(90);
            room.growTo(50);
        }

        try (var room = inFlight.enter("a", 100)) {
            room.growTo(100);
            assertThat(room).isNotNull();
        }
    }

    /** How much a project gets that takes one byte after the other, and keeps them. */
    private int flood(String project) {
        var room = inFlight.enter(project, 0);
        for (int bytes = 1; ; bytes++) {
            try {
                room.growTo(bytes);
            } catch (ApiException e) {
                return bytes - 1;
            }
        }
    }

    private static void assertThatIsFull(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.status()).isEqualTo(429));
    }
}
