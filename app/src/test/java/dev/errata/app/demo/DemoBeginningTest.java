package dev.errata.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.backtest.Recording;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The demo as an Errata sees it that has just begun: its past comes at once, and most of it too late to be judged. Errors are
 * held against time until totals have come for a minute, and then against calls.
 */
class DemoBeginningTest {
    private static final Duration AFTER = Duration.ofMinutes(20);
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final ErrorEventCodec events = new ErrorEventCodec();
    private final TrafficRecordCodec totals = new TrafficRecordCodec();
    private final List<String> eventLines = new ArrayList<>();
    private final List<String> totalLines = new ArrayList<>();

    @TempDir
    private Path directory;

    /** What comes by chance before the storm is another at each time. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-27T01:57:50.3Z, 14",
        "2026-11-27T01:57:53.3Z, 14",
        "2026-11-27T02:57:50.3Z, 14",
        "2026-11-27T03:57:50.3Z, 14",
        "2026-11-27T01:57:56.3Z, 90",
        "2026-11-27T02:57:53.3Z, 90",
        "2026-11-27T03:57:59.3Z, 90"
    })
    void stormSoonAfterTheBeginning_isOneIncident(Instant begin, int seconds) throws IOException {
        var storm = TimeRules.windowOf(begin.plus(DemoScript.STORM.start())).plus(TrafficRecord.WINDOW);
        past(begin);
        live(begin, storm, storm.plusSeconds(seconds));

        assertThat(incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.scope().where())
                    .isEqualTo(Map.of("code", "rate_limit_error", "model", "deepseek-v4-flash"));
            assertThat(incident.state()).isEqualTo(State.RESOLVED);
            assertThat(incident.times().openedAt()).isBefore(storm.plusSeconds(25));
        });
    }

    /** All of it comes at the begin; of its totals those count that are about the last two windows. */
    private void past(Instant begin) {
        var now = TimeRules.windowOf(begin);
        var quiet = new DemoTraffic(DemoRecording.SEED, now);
        for (var window = now.minus(DemoRecording.PAST);
                window.isBefore(now);
                window = window.plus(TrafficRecord.WINDOW)) {
            var slice = quiet.slice(window);
            slice.events().forEach(event -> add(event, begin));
            if (TimeRules.isTotalJudged(window, begin)) {
                slice.totals().forEach(this::add);
            }
        }
    }

    private void live(Instant begin, Instant storm, Instant end) {
        var stormy = new DemoTraffic(DemoRecording.SEED, storm.minus(DemoScript.STORM.start()));
        var quiet = new DemoTraffic(DemoRecording.SEED, end.plus(Duration.ofDays(1)));
        var last = end.plus(AFTER);
        for (var window = TimeRules.windowOf(begin);
                window.isBefore(last);
                window = window.plus(TrafficRecord.WINDOW)) {
            stormy.slice(window).events().stream()
                    .filter(event -> event.time().isBefore(end))
                    .forEach(event -> add(event, event.time().plus(DELAY)));
            quiet.slice(window).events().stream()
                    .filter(event -> !event.time().isBefore(end))
                    .forEach(event -> add(event, event.time().plus(DELAY)));
            (window.isBefore(end) ? stormy : quiet).slice(window).totals().forEach(this::add);
        }
    }

    private void add(ErrorEvent event, Instant arrival) {
        var json = new String(events.encode(event), UTF_8);
        eventLines.add("{\"arrival\":\"" + arrival + "\"," + json.substring(1));
    }

    private void add(TrafficRecord total) {
        totalLines.add(new String(totals.encode(total), UTF_8));
    }

    private List<Incident> incidents() throws IOException {
        var recording = new Recording(
                Files.write(directory.resolve("events.ndjson"), eventLines),
                Files.write(directory.resolve("traffic.ndjson"), totalLines),
                null);
        return DemoRecording.incidents(recording);
    }
}
