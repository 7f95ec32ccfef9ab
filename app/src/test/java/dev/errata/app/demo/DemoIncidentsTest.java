package dev.errata.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentText;
import dev.errata.core.incident.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo shows is seen: each of its three scenes is one incident, and nothing else is. */
class DemoIncidentsTest {
    /** The longest look of the detector is over, and nothing of an incident is taken for another one. */
    private static final Duration LONG_AFTER = Duration.ofMinutes(40);

    @Test
    void demo_isThreeIncidents_eachOfItsScene(@TempDir Path directory) throws IOException {
        var incidents = DemoRecording.incidents(directory, LONG_AFTER);

        assertThat(incidents)
                .extracting(incident -> IncidentText.of(incident).title())
                .satisfiesExactly(
                        storm -> assertThat(storm).contains("429", "deepseek"),
                        outage -> assertThat(outage).contains("503", "claude-haiku-4-5"),
                        tasks -> assertThat(tasks).contains("sora-2"));
        assertThat(incidents).extracting(Incident::state).containsOnly(State.RESOLVED);
        assertThat(starts(incidents))
                .satisfiesExactly(
                        storm -> assertThat(storm).isBetween(10L, 40L),
                        outage -> assertThat(outage).isBetween(170L, 210L),
                        tasks -> assertThat(tasks).isBetween(290L, 330L));
    }

    /** Seconds since the demo's begin. */
    private static List<Long> starts(List<Incident> incidents) {
        return incidents.stream()
                .map(incident -> incident.times().startedAt().getEpochSecond() - DemoRecording.BEGIN.getEpochSecond())
                .toList();
    }
}
