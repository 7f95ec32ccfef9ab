package dev.errata.app.lab.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.core.detect.CountDetector;
import dev.errata.core.detect.CountParameters;
import dev.errata.core.detect.CountParameters.Exposure;
import dev.errata.core.detect.Observation;
import dev.errata.core.detect.Watch;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Alarms of a file that is already counted: {@code epoch_s,code,type,model,errors,requests}, ordered by time. Where no
 * row has requests, exposure is time. A file without a single empty bin is taken to leave them out; in any other a
 * missing row is a gap.
 */
public final class DetectCounts {
    private static final int COLUMNS = 6;

    /** What a file is like shows in so many rows. */
    private static final int SAMPLE = 20_000;

    private final long binSeconds;
    private final boolean hasRequests;
    private final boolean leavesOutEmpty;
    private final Map<Series, Row> last = new HashMap<>();
    private long bin;

    private DetectCounts(List<Row> sample) {
        this.bin = sample.getFirst().epoch;
        this.binSeconds = binSeconds(sample);
        this.hasRequests = sample.stream().anyMatch(row -> row.requests >= 0);
        this.leavesOutEmpty = sample.stream().allMatch(row -> row.errors > 0);
    }

    /**
     * Writes the alarms of the file.
     *
     * @throws IllegalArgumentException when it is not such a file
     */
    public static void run(Path counts, Writer alarms) throws IOException {
        try (var sample = Files.lines(counts, UTF_8);
                var all = Files.lines(counts, UTF_8)) {
            var rows = rows(sample).limit(SAMPLE).toList();
            if (!rows.isEmpty()) {
                new DetectCounts(rows).run(rows(all), new AlarmWriter(alarms));
            }
        }
    }

    private static Stream<Row> rows(Stream<String> lines) {
        return lines.skip(1).filter(line -> !line.isBlank()).map(Row::parse);
    }

    private void run(Stream<Row> rows, AlarmWriter alarms) {
        var exposure = hasRequests ? Exposure.REQUESTS : Exposure.SECONDS;
        var detector = new CountDetector(CountParameters.of(Duration.ofSeconds(binSeconds), exposure));
        var watch = new Watch<>(detector, Series::groups);
        rows.forEach(row -> {
            if (row.epoch != bin) {
                close(watch, alarms);
                bin = row.epoch;
            }
            if (!hasRequests || row.requests >= 0) {
                watch.observe(row.series, observation(row));
                last.put(row.series, row);
            }
        });
        close(watch, alarms);
    }

    private void close(Watch<Series> watch, AlarmWriter alarms) {
        var end = Instant.ofEpochSecond(bin + binSeconds);
        watch.closeBin(Instant.ofEpochSecond(bin))
                .forEach(change -> alarms.write(end, change.series(), change.finding()));
    }

    private Observation observation(Row row) {
        var before = last.get(row.series);
        var missing = before == null ? 0 : (row.epoch - before.epoch) / binSeconds - 1;
        var silence = leavesOutEmpty ? missing * exposure(row) : 0;
        return new Observation(
                Instant.ofEpochSecond(row.epoch), row.errors, exposure(row), silence, Observation.UNKNOWN);
    }

    private long exposure(Row row) {
        return hasRequests ? row.requests : binSeconds;
    }

    /** The shortest time between two rows. */
    private static long binSeconds(List<Row> rows) {
        var shortest = Long.MAX_VALUE;
        for (int i = 1; i < rows.size(); i++) {
            var step = rows.get(i).epoch - rows.get(i - 1).epoch;
            shortest = step > 0 ? Math.min(shortest, step) : shortest;
        }
        return shortest == Long.MAX_VALUE ? 1 : shortest;
    }

    /** @param requests -1 where they are not known */
    private record Row(long epoch, Series series, long errors, long requests) {
        static Row parse(String line) {
            var cells = line.split(",", COLUMNS);
            if (cells.length < COLUMNS) {
                throw new IllegalArgumentException("epoch_s,code,type,model,errors,requests expected, not: " + line);
            }
            return new Row(
                    Long.parseLong(cells[0]),
                    new Series(cells[1], cells[2], cells[3], ""),
                    Long.parseLong(cells[4]),
                    cells[5].isBlank() ? -1 : Long.parseLong(cells[5].strip()));
        }
    }
}
