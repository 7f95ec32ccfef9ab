package dev.errata.bench.detection;

import dev.errata.core.detect.Sample;
import dev.errata.core.detect.ValueDetector;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Numenta Anomaly Benchmark, scored by its published rules: one threshold for the whole corpus, the best one for the
 * labels. {@code heldOut} takes the threshold from four fifths of the files and scores on the last fifth.
 *
 * @param scores by profile: 0 is a detector that finds nothing, 100 a perfect one
 * @param heldOut alike
 */
record Nab(Map<String, Double> scores, Map<String, Double> heldOut) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int TIME_CHARS = 19;
    private static final double PROBATION = 0.15;
    private static final double MOST_PROBATION = 750;
    private static final int FOLDS = 5;
    private static final List<Profile> PROFILES =
            List.of(new Profile("standard", 1, 0.11), new Profile("low FP", 1, 0.22), new Profile("low FN", 2, 0.11));

    /** What a missed window costs, and a false row. */
    private record Profile(String name, double missed, double falseRow) {}

    /** @param value of detecting it: in [0, 1] in a window, in [-1, 0] outside */
    private record Row(double score, @Nullable String window, double value) {}

    static Nab run() throws IOException {
        var archive = Archive.open("nab.zip");
        var files = new TreeMap<String, List<Row>>();
        var windows = 0;
        for (var file : new JsonMapper()
                .readTree(archive.text("labels/combined_windows.json"))
                .properties()) {
            windows += file.getValue().size();
            files.put(file.getKey(), rows(file.getKey(), archive.rows("data/" + file.getKey()), file.getValue()));
        }
        var scores = new LinkedHashMap<String, Double>();
        var heldOut = new LinkedHashMap<String, Double>();
        for (var profile : PROFILES) {
            var all = files.values().stream().flatMap(List::stream).toList();
            scores.put(profile.name, normal(raw(all, profile, best(all, profile)), all, profile, windows));
            heldOut.put(profile.name, normal(heldOut(files, profile), all, profile, windows));
        }
        return new Nab(scores, heldOut);
    }

    private static double heldOut(TreeMap<String, List<Row>> files, Profile profile) {
        var names = new ArrayList<>(files.keySet());
        var raw = 0.0;
        for (int fold = 0; fold < FOLDS; fold++) {
            var others = new ArrayList<Row>();
            var held = new ArrayList<Row>();
            for (int i = 0; i < names.size(); i++) {
                (i % FOLDS == fold ? held : others).addAll(files.getOrDefault(names.get(i), List.of()));
            }
            raw += raw(held, profile, best(others, profile));
        }
        return raw;
    }

    private static double normal(double raw, List<Row> rows, Profile profile, int windows) {
        var nothing = -profile.missed * missedAll(rows, profile).size();
        return 100 * (raw - nothing) / (windows - nothing);
    }

    private static Map<String, Double> missedAll(List<Row> rows, Profile profile) {
        var missed = new HashMap<String, Double>();
        rows.forEach(row -> {
            if (row.window != null) {
                missed.put(row.window, -profile.missed);
            }
        });
        return missed;
    }

    /** The threshold that gains most. */
    private static double best(List<Row> rows, Profile profile) {
        var sorted = rows.stream()
                .sorted(Comparator.comparingDouble(Row::score).reversed())
                .toList();
        var windows = missedAll(rows, profile);
        var total = windows.values().stream().mapToDouble(value -> value).sum();
        var most = total;
        var best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < sorted.size(); i++) {
            total += gain(sorted.get(i), profile, windows);
            var last = i + 1 == sorted.size() || sorted.get(i + 1).score != sorted.get(i).score;
            if (last && total > most) {
                most = total;
                best = sorted.get(i).score;
            }
        }
        return best;
    }

    private static double raw(List<Row> rows, Profile profile, double threshold) {
        var windows = missedAll(rows, profile);
        var total = windows.values().stream().mapToDouble(value -> value).sum();
        for (var row : rows) {
            total += row.score >= threshold ? gain(row, profile, windows) : 0;
        }
        return total;
    }

    private static double gain(Row row, Profile profile, Map<String, Double> windows) {
        if (row.window == null) {
            return profile.falseRow * row.value;
        }
        double before = windows.getOrDefault(row.window, 0.0);
        var after = Math.max(before, row.value);
        windows.put(row.window, after);
        return after - before;
    }

    private static List<Row> rows(String file, List<List<String>> data, JsonNode windows) {
        var detector = new ValueDetector();
        var state = detector.start();
        var times = data.stream().map(row -> time(row.getFirst())).toList();
        var probation = Math.min(Math.floor(PROBATION * data.size()), MOST_PROBATION);
        var places = new Places(times, windows);
        var rows = new ArrayList<Row>();
        for (int i = 0; i < data.size(); i++) {
            var sample = new Sample(
                    times.get(i).toInstant(ZoneOffset.UTC),
                    Double.parseDouble(data.get(i).get(1)));
            var step = detector.next(state, sample);
            state = step.state();
            var value = places.value(i);
            if (i >= probation) {
                var window = places.window < 0 ? null : file + '#' + places.window;
                rows.add(new Row(step.finding().score(), window, value));
            }
            places.pass(i);
        }
        return rows;
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.substring(0, TIME_CHARS), TIME);
    }

    /** Where a row lies to the windows; asked row by row. */
    private static final class Places {
        private static final double FAR = 3;

        private final List<int[]> windows = new ArrayList<>();
        private int next;
        private int window = -1;
        private int lastEnd = -1;
        private int lastWidth;

        Places(List<LocalDateTime> times, JsonNode labels) {
            for (var label : labels) {
                windows.add(new int[] {
                    times.indexOf(time(label.get(0).stringValue())),
                    times.indexOf(time(label.get(1).stringValue()))
                });
            }
        }

        double value(int row) {
            if (next < windows.size() && windows.get(next)[0] == row) {
                window = next++;
            }
            if (window >= 0) {
                var bounds = windows.get(window);
                return scaled(-(bounds[1] - row + 1) / (bounds[1] - bounds[0] + 1.0)) / scaled(-1);
            }
            return lastEnd < 0 ? -1 : scaled((row - lastEnd) / (lastWidth - 1.0));
        }

        void pass(int row) {
            if (window >= 0 && windows.get(window)[1] == row) {
                lastEnd = row;
                lastWidth = windows.get(window)[1] - windows.get(window)[0] + 1;
                window = -1;
            }
        }

        private static double scaled(double place) {
            return place > FAR ? -1 : 2 / (1 + Math.exp(5 * place)) - 1;
        }
    }
}
