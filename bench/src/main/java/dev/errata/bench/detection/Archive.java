package dev.errata.bench.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** The files of a zipped dataset that ships with the benchmark. */
record Archive(SortedMap<String, String> files) {

    /**
     * Unpacks it into memory.
     *
     * @throws IOException when there is none of that name
     */
    static Archive open(String name) throws IOException {
        var files = new TreeMap<String, String>();
        try (var resource = Archive.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new FileNotFoundException(name);
            }
            var zip = new ZipInputStream(resource);
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return new Archive(files);
    }

    String text(String name) {
        var text = files.get(name);
        if (text == null) {
            throw new IllegalArgumentException("no file " + name);
        }
        return text;
    }

    /** The cells of a CSV file without quotes, the header left out. */
    List<List<String>> rows(String name) {
        return text(name)
                .lines()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }
}
