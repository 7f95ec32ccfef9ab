package dev.errata.app.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A file of recorded events, one JSON object a line.
 *
 * @param events the good lines, in the order of their times
 * @param bad the others, in the order of the file
 */
public record Recording(List<RecordedEvent> events, List<BadLine> bad) {

    /**
     * A line that cannot be replayed.
     *
     * @param line its number, from 1
     * @param problem why not
     */
    public record BadLine(int line, String problem) {}

    public Recording {
        events = List.copyOf(events);
        bad = List.copyOf(bad);
    }

    /**
     * Reads a whole file.
     *
     * @throws IOException where it cannot be read, or is not UTF-8
     */
    public static Recording read(Path file) throws IOException {
        var lines = new RecordedLines();
        try (var in = Files.newBufferedReader(file)) {
            var number = 1;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(number++, line);
            }
        }
        return lines.recording();
    }

    Instant first() {
        return events.getFirst().time();
    }

    Instant last() {
        return events.getLast().time();
    }
}
