package dev.errata.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class MatchTest {
    @Test
    void play_onAShortStream_oursBeatsTheRivals() {
        var match = new Match(true);

        match.play(new Stream(7, 1, 60, 8, 2));

        var ours = Objects.requireNonNull(match.scores().get("Errata"));
        assertThat(ours.recall()).isGreaterThan(0.8);
        assertThat(match.scores().values())
                .allSatisfy(score -> assertThat(score.f1()).isLessThanOrEqualTo(ours.f1()));
        assertThat(match.worstF1()).isEqualTo(ours.f1());
    }
}
