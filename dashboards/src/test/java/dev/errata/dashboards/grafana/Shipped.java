package dev.errata.dashboards.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards as they lie in the repository, for Grafana to load. */
record Shipped(JsonNode root) {
    static final Path DIRECTORY = Path.of("grafana", "dashboards");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Text by path. */
    static Map<String, String> files() {
        try (var paths = Files.walk(DIRECTORY)) {
            var files = new TreeMap<String, String>();
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(DIRECTORY.relativize(path).toString(), Files.readString(path));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Shipped> all() {
        return files().values().stream().map(JSON::readTree).map(Shipped::new).toList();
    }

    String uid() {
        return root.path("uid").asString();
    }

    /** All but the headings. */
    List<JsonNode> panels() {
        return children(root.path("panels"))
                .filter(panel -> !type(panel).equals("row"))
                .toList();
    }

    List<JsonNode> variables() {
        return children(root.path("templating").path("list")).toList();
    }

    List<JsonNode> annotations() {
        return children(root.path("annotations").path("list")).toList();
    }

    static String type(JsonNode node) {
        return node.path("type").asString();
    }

    static Stream<JsonNode> children(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
