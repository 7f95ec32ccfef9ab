package dev.errata.app.lab.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.core.detect.Sample;
import dev.errata.core.detect.ValueDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Anomaly scores in [0, 1) of every CSV file under a directory, {@code timestamp,value} each, in the layout of the
 * Numenta Anomaly Benchmark. Each file is a stream of its own; nothing is known of it but what came before.
 */
public final class ScoreValues {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int TIME_CHARS = 19;

    private ScoreValues() {}

    /** Writes {@code timestamp,value,anomaly_score} for each file, under the same name. */
    public static void run(Path data, Path out) throws IOException {
        for (var file : filesIn(data)) {
            var scores = out.resolve(data.relativize(file));
            Files.createDirectories(scores.getParent());
            Files.write(scores, scored(Files.readAllLines(file, UTF_8)), UTF_8);
        }
    }

    private static List<Path> filesIn(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> scored(List<String> lines) {
        var detector = new ValueDetector();
        var state = detector.start();
        var out = new ArrayList<String>();
        out.add("timestamp,value,anomaly_score");
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",", 2);
            var step = detector.next(state, new Sample(time(cells[0]), Double.parseDouble(cells[1])));
            state = step.state();
            out.add(line + ',' + (1 - 1 / (1 + step.finding().score())));
        }
        return out;
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text.substring(0, TIME_CHARS), TIME).toInstant(ZoneOffset.UTC);
    }
}
