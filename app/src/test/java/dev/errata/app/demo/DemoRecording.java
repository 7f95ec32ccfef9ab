package dev.errata.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.app.backtest.Backtest;
import dev.errata.app.backtest.Limits;
import dev.errata.app.backtest.Recording;
import dev.errata.app.demo.DemoTraffic.Slice;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.core.incident.Incident;
import dev.errata.core.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;

/** The demo at a time of its own, and what the topology's classes see in it: the same in every run. */
final class DemoRecording {
    static final Instant BEGIN = Instant.parse("2026-03-04T12:00:00Z");

    static final long SEED = 20_260_101;
    static final Duration PAST = Duration.ofMinutes(8);

    /** Quiet minutes in which each incident is over. */
    static final Duration AFTER = Duration.ofMinutes(7);

    private DemoRecording() {}

    /** A quiet past, one cycle, and then quiet for so long. */
    static List<Slice> slices(Duration after) {
        var show = new DemoTraffic(SEED, BEGIN);
        var quiet = new DemoTraffic(SEED, BEGIN.plus(Duration.ofDays(1)));
        var windows = PAST.plus(DemoScript.CYCLE).plus(after).dividedBy(TrafficRecord.WINDOW);
        return IntStream.range(0, (int) windows)
                .mapToObj(i -> BEGIN.minus(PAST).plus(TrafficRecord.WINDOW.multipliedBy(i)))
                .map(window -> (window.isBefore(BEGIN.plus(DemoScript.CYCLE)) ? show : quiet).slice(window))
                .toList();
    }

    /** The incidents of it, as they stand in the end. */
    static List<Incident> incidents(Path directory, Duration after) throws IOException {
        var events = new ErrorEventCodec();
        var totals = new TrafficRecordCodec();
        var eventFile = write(
                directory.resolve("events.ndjson"),
                slices(after).stream()
                        .flatMap(slice -> slice.events().stream())
                        .map(events::encode)
                        .toList());
        var totalFile = write(
                directory.resolve("traffic.ndjson"),
                slices(after).stream()
                        .flatMap(slice -> slice.totals().stream())
                        .map(totals::encode)
                        .toList());
        return incidents(new Recording(eventFile, totalFile, BEGIN.minus(PAST)));
    }

    /** Those of another recording. */
    static List<Incident> incidents(Recording recording) throws IOException {
        return Backtest.run(recording, Limits.DEFAULT, List.of(Policy.DEFAULT), Assertions::fail)
                .incidents()
                .getFirst();
    }

    private static Path write(Path file, List<byte[]> lines) throws IOException {
        return Files.write(
                file, lines.stream().map(line -> new String(line, UTF_8)).toList());
    }
}
