package dev.errata.app.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a file that may have a policy, too: its section {@code settings}, as it stands there. */
public final class SettingsSection {
    private SettingsSection() {}

    /**
     * One of them.
     *
     * @param text as it would stand in a flag; a list's elements are joined by commas
     * @param line from 1
     */
    public record Entry(String text, int line) {}

    /**
     * Reads it; nothing else of the file is looked at.
     *
     * @return entries by their names, in the order of the file
     * @throws InvalidPolicyException where the file cannot be read, is no YAML, or a value is neither a text nor a list of texts
     */
    public static Map<String, Entry> read(Path file) throws InvalidPolicyException {
        var problems = new Problems();
        var entries = new LinkedHashMap<String, Entry>();
        try {
            YamlFile.compose(Files.readString(file, StandardCharsets.UTF_8), problems)
                    .flatMap(root -> new Section(root, "", problems).section(PolicyReader.SETTINGS))
                    .ifPresent(section ->
                            section.keys().forEach(key -> section.entry(key).ifPresent(e -> entries.put(key, e))));
        } catch (IOException e) {
            throw new InvalidPolicyException(List.of("it cannot be read: " + e));
        }
        if (!problems.isEmpty()) {
            throw new InvalidPolicyException(problems.all());
        }
        return entries;
    }
}
