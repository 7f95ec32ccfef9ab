package dev.errata.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.backtest.Backtest;
import dev.errata.app.backtest.Limits;
import dev.errata.app.backtest.Recording;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentText;
import dev.errata.core.incident.Kind;
import dev.errata.core.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as `up` plays it: its past comes at once, and then the storm and the outage. */
class DemoPastTest {
    private static final Instant BEGIN = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration PAST = Duration.ofMinutes(8);
    private static final Duration PLAYED = Duration.ofMinutes(5);

    private final List<String> events = new ArrayList<>();
    private final List<String> totals = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void stormAndOutage_areAnIncidentEach_namedAsAnOperatorWouldNameThem() throws IOException {
        var traffic = new DemoTraffic(7, BEGIN);
        for (var window = BEGIN.minus(PAST); window.isBefore(BEGIN.plus(PLAYED)); window = window.plusSeconds(10)) {
            record(traffic.slice(window), window.isBefore(BEGIN));
        }
        var incidents = Backtest.run(
                        new Recording(
                                Files.write(directory.resolve("events.ndjson"), events),
                                Files.write(directory.resolve("totals.ndjson"), totals),
                                null),
                        Limits.DEFAULT,
                        List.of(Policy.DEFAULT),
                        line -> {})
                .incidents()
                .getFirst();

        assertThat(incidents).extracting(Incident::kind).containsOnly(Kind.SPIKE);
        assertThat(incidents)
                .extracting(incident -> IncidentText.of(incident).title())
                .hasSize(2)
                .satisfiesExactly(
                        storm -> assertThat(storm).contains("rate_limit").contains("deepseek"),
                        outage -> assertThat(outage).contains("claude-haiku-4-5"));
        assertThat(incidents.getFirst().times().openedAt())
                .isBetween(
                        BEGIN.plus(DemoScript.STORM.start()),
                        BEGIN.plus(DemoScript.STORM.start()).plusSeconds(25));
    }

    private void record(DemoTraffic.Slice slice, boolean isPast) {
        for (var event : slice.events()) {
            var json = new String(new ErrorEventCodec().encode(event), StandardCharsets.UTF_8);
            events.add(isPast ? json.replaceFirst("\\{", "{\"received_at\":\"" + BEGIN + "\",") : json);
        }
        // Totals that come so late are not held against anything.
        for (var total : isPast ? List.<TrafficRecord>of() : slice.totals()) {
            totals.add(new String(new TrafficRecordCodec().encode(total), StandardCharsets.UTF_8));
        }
    }
}
