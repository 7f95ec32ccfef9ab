package dev.errata.app.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docker-compose.yml}, with what its merge keys bring. */
record ComposeFile(Map<String, Object> root) {
    static final Path DIRECTORY = Path.of("..");

    static ComposeFile read() throws IOException {
        return new ComposeFile(yaml(DIRECTORY.resolve("docker-compose.yml")));
    }

    static Map<String, Object> yaml(Path file) throws IOException {
        var loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return map(merged(loaded));
    }

    /** What stands in a map itself wins over what is merged into it. */
    private static Object merged(@Nullable Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(ComposeFile::merged).toList();
        }
        if (!(node instanceof Map<?, ?> map)) {
            return node == null ? "" : node;
        }
        var all = new LinkedHashMap<String, Object>();
        if (map.containsKey("<<")) {
            all.putAll(map(merged(map.get("<<"))));
        }
        map.forEach((key, value) -> all.put((String) key, merged(value)));
        all.remove("<<");
        return all;
    }

    Map<String, Map<String, Object>> services() {
        var services = new LinkedHashMap<String, Map<String, Object>>();
        map(root.get("services")).forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    Map<String, Object> service(String name) {
        return requireNonNull(services().get(name), name);
    }

    /** The text of a key that has to be there. */
    static String text(Map<String, Object> node, String key) {
        return requireNonNull(node.get(key), key).toString();
    }

    /** Those of Errata's own image. */
    Stream<Map.Entry<String, Map<String, Object>>> ours() {
        return services().entrySet().stream()
                .filter(service -> text(service.getValue(), "image").startsWith("errata:"));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    /** As texts. */
    static List<String> list(@Nullable Object node) {
        return switch (node) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> List.of(node.toString());
        };
    }
}
