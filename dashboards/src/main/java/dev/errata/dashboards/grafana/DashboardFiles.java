package dev.errata.dashboards.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** All dashboards as files, each in the directory of its folder. */
final class DashboardFiles {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build()
            .writerWithDefaultPrettyPrinter();

    private DashboardFiles() {}

    /** What there is to be written, by its path. */
    static Map<String, String> files() {
        var files = new TreeMap<String, String>();
        for (var dashboard : Dashboards.ALL) {
            var json = WRITER.writeValueAsString(DashboardJson.of(dashboard));
            files.put(dashboard.folder() + "/" + dashboard.uid() + ".json", json + "\n");
        }
        return files;
    }

    /** Writes them; others that are there stay. */
    static void write(Path directory) throws IOException {
        for (var file : files().entrySet()) {
            var path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
