package dev.errata.app.lab.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.core.attribute.Cube;
import dev.errata.core.attribute.Leaf;
import dev.errata.core.attribute.Localisation;
import dev.errata.core.attribute.Noise;
import dev.errata.core.attribute.Slice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Root causes of every case under a directory: {@code real,predict,dimension...} with a row for each leaf, plain or
 * gzipped, in the layout of the Squeeze datasets.
 */
public final class ExplainCases {
    private static final int AMOUNTS = 2;
    private static final int MOST_PREDICATES = 3;
    private static final int MOST_SLICES = 10;
    private static final String PLAIN = ".csv";
    private static final String ZIPPED = ".csv.gz";
    private static final String NOT_A_CASE = "injection_info.csv";

    private ExplainCases() {}

    /** Writes {@code {"case":"folder/name","root_causes":["a=a1&b=b2"]}} for each case. */
    public static void run(Path cases, Writer out) throws IOException {
        for (var file : filesIn(cases)) {
            var slices = explain(file);
            var line = JsonNodeFactory.instance.objectNode();
            line.put("case", name(cases.relativize(file)));
            var causes = line.putArray("root_causes");
            slices.forEach(slice -> causes.add(slice.toString()));
            out.write(line.toString() + '\n');
        }
    }

    private static List<Path> filesIn(Path cases) throws IOException {
        try (var files = Files.walk(cases)) {
            return files.filter(ExplainCases::isCase).sorted().toList();
        }
    }

    private static boolean isCase(Path file) {
        var name = file.toString();
        return (name.endsWith(PLAIN) || name.endsWith(ZIPPED)) && !name.endsWith(NOT_A_CASE);
    }

    private static String name(Path file) {
        var name = file.toString().replace('\\', '/');
        return name.substring(0, name.length() - (name.endsWith(ZIPPED) ? ZIPPED : PLAIN).length());
    }

    private static List<Slice> explain(Path file) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(open(file), UTF_8))) {
            var header = List.of(lines.readLine().split(",", -1));
            var leaves = lines.lines().map(ExplainCases::leaf).toList();
            var cube = new Cube(header.subList(AMOUNTS, header.size()), leaves);
            return new Localisation(MOST_PREDICATES, MOST_SLICES).of(cube, Noise.of(cube));
        }
    }

    private static InputStream open(Path file) throws IOException {
        var in = Files.newInputStream(file);
        return file.toString().endsWith(ZIPPED) ? new GZIPInputStream(in) : in;
    }

    private static Leaf leaf(String line) {
        var cells = List.of(line.split(",", -1));
        return new Leaf(
                cells.subList(AMOUNTS, cells.size()),
                Double.parseDouble(cells.get(0)),
                Double.parseDouble(cells.get(1)));
    }
}
