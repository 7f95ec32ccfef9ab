package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.cli.CommandTree;
import dev.errata.app.cli.Starters;
import dev.errata.app.cli.Surroundings;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

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
        assertDoctorWarnsOfItAlone();
    }

    private void assertDoctorWarnsOfItAlone() {
        var out = new StringWriter();
        var arguments = Stream.concat(Stream.of("doctor", "--json"), flags.stream());
        var code = CommandTree.of(Surroundings.ofProcess(), Starters.real())
                .setOut(new PrintWriter(out, true))
                .execute(arguments.toArray(String[]::new));
        var findings = JsonMapper.shared().readTree(out.toString());

        assertThat(findings.valueStream()
                        .filter(finding -> !finding.path("level").asString().equals("ok"))
                        .filter(finding -> !finding.path("check").asString().equals("disk")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.path("level").asString()).isEqualTo("warn");
                    assertThat(finding.path("check").asString()).isEqualTo("dead letters");
                    assertThat(finding.path("what").asString()).startsWith("1 records of the last day");
                });
        assertThat(findings).hasSize(16);
        assertThat(code).isZero();
    }
}
