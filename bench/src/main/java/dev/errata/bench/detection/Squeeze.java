package dev.errata.bench.detection;

import dev.errata.core.attribute.Cube;
import dev.errata.core.attribute.Leaf;
import dev.errata.core.attribute.Localisation;
import dev.errata.core.attribute.Noise;
import dev.errata.core.attribute.Slice;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which slices drive a deviation: 30 cases with known root causes. The score of each folder, and of all. */
record Squeeze(Map<String, Tally> tallies) {
    private static final String TRUTH = "injection_info.csv";

    static Squeeze run() throws IOException {
        var archive = Archive.open("squeeze.zip");
        var tallies = new TreeMap<String, Tally>();
        for (var file : archive.files().keySet()) {
            if (file.endsWith(TRUTH)) {
                var folder = file.substring(0, file.indexOf('/'));
                for (var row : archive.rows(file)) {
                    var truth = Arrays.stream(row.get(1).split(";"))
                            .map(Squeeze::sorted)
                            .collect(Collectors.toSet());
                    var found = localise(archive, folder + '/' + row.getFirst() + ".csv");
                    for (var name : List.of("all", folder)) {
                        tallies.merge(name, Tally.of(truth, found), Tally::plus);
                    }
                }
            }
        }
        return new Squeeze(tallies);
    }

    private static Set<String> localise(Archive archive, String file) {
        var header = archive.text(file).lines().findFirst().orElseThrow();
        var leaves = archive.rows(file).stream()
                .map(row -> new Leaf(
                        row.subList(2, row.size()), Double.parseDouble(row.get(0)), Double.parseDouble(row.get(1))))
                .toList();
        var names = List.of(header.split(",", -1));
        var cube = new Cube(names.subList(2, names.size()), leaves);
        return new Localisation(3, 10)
                .of(cube, Noise.of(cube)).stream().map(Slice::toString).collect(Collectors.toSet());
    }

    private static String sorted(String element) {
        return Arrays.stream(element.split("&")).sorted().collect(Collectors.joining("&"));
    }

    /** Root causes found, wrong and missed; cases with the very set of them; cases. */
    record Tally(int right, int wrong, int missed, int exact, int cases) {
        static Tally of(Set<String> truth, Set<String> found) {
            var right = new HashSet<>(found);
            right.retainAll(truth);
            return new Tally(
                    right.size(),
                    found.size() - right.size(),
                    truth.size() - right.size(),
                    found.equals(truth) ? 1 : 0,
                    1);
        }

        Tally plus(Tally other) {
            return new Tally(
                    right + other.right,
                    wrong + other.wrong,
                    missed + other.missed,
                    exact + other.exact,
                    cases + other.cases);
        }

        double f1() {
            return 2.0 * right / Math.max(1, 2 * right + wrong + missed);
        }
    }
}
