package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a user sees of an event that is refused behind the gateway. */
class DeadLetterIT extends WithLiveNode {
    @Test
    void tooOld_isListedWithItsPlace_andReplayedByTheSameRulesItStays() throws Exception {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var id = EventIds.random(now.minus(40, ChronoUnit.DAYS), new Random(7));
        try (var poster = new Poster(node.node().address())) {
            assertThat(poster.post(
                            List.of(TestEvents.event(id, now, new Failure(429, "old", "error", "message", null))),
                            false))
                    .isTrue();
        }
        var filter = Map.of("reason", "too_old");
        await().atMost(PATIENCE)
                .until(() ->
                        node.client().deadLetters(filter).path("dead_letters").size() == 1);
        var letter = node.client().deadLetters(filter).path("dead_letters").path(0);

        assertThat(letter.path("event_id").asString()).isEqualTo(id.toString());
        assertThat(letter.path("app").asString()).isEqualTo("checkout");
        assertThat(node.client().deadLetter(letter.path("id").asString())).isEqualTo(letter);
        var replayed = node.client()
                .replayDeadLetters(List.of(letter.path("id").asString()), false)
                .path("replayed")
                .path(0);
        assertThat(replayed.path("result").asString()).isEqualTo("refused");
        assertThat(replayed.path("reason").asString()).isEqualTo("too_old");
        assertThat(node.client().deadLetters(filter).path("dead_letters").path(0))
                .isEqualTo(letter);
    }
}
