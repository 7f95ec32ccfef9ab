package dev.errata.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * An operator's properties file about how Kafka's clients are let in by the cluster. Nothing else may stand there: the
 * settings that keep Errata's promises are not up for change.
 */
final class ClientConfigFile {
    /** For the documentation. */
    static final String CONTENT = "a file of security.*, sasl.*, ssl.* and client.dns.lookup; without OAUTHBEARER";

    private static final List<String> ALLOWED = List.of("security.", "sasl.", "ssl.", "client.dns.lookup");

    private ClientConfigFile() {}

    /**
     * Reads the file; none for an empty name.
     *
     * @throws IllegalArgumentException where it cannot be read, or something else stands there
     */
    static Map<String, String> read(String name) {
        var properties = new Properties();
        if (!name.isEmpty()) {
            try (var reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new IllegalArgumentException("unreadable", e);
            }
        }
        var settings = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, checked(key, properties.getProperty(key))));
        return settings;
    }

    /** OAUTHBEARER: Kafka's clients of this version have known holes there. */
    private static String checked(String key, String value) {
        if (ALLOWED.stream().noneMatch(key::startsWith)
                || value.contains("OAUTHBEARER")
                || value.contains("OAuthBearer")) {
            throw new IllegalArgumentException(key + " is not allowed there");
        }
        return value;
    }
}
