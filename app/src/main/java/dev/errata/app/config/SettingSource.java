package dev.errata.app.config;

import dev.errata.app.policy.InvalidPolicyException;
import dev.errata.app.policy.SettingsSection;
import dev.errata.app.policy.SettingsSection.Entry;
import dev.errata.core.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings from flags, else the environment, else the file, else their defaults, and collects everything that is wrong,
 * so that one run tells all of it.
 */
final class SettingSource {
    private final Map<String, String> environment;
    private final Map<String, String> flags;
    private final Map<String, Entry> file = new LinkedHashMap<>();
    private final String fileName;
    private final Set<String> problems = new LinkedHashSet<>();

    /**
     * Where a value stands.
     *
     * @param text the value
     * @param origin what names it in a message, such as {@code --port} or {@code errata.yml: line 3: settings.port}
     * @param kind flag, environment, file or default
     */
    record Found(String text, String origin, String kind) {}

    /**
     * Nothing is read yet but the file.
     *
     * @param flags value by {@link Setting#flag()}
     */
    SettingSource(Map<String, String> environment, Map<String, String> flags) {
        this.environment = environment;
        this.flags = flags;
        environment.keySet().stream()
                .filter(name -> name.startsWith("ERRATA_"))
                .filter(name -> !variables().contains(name))
                .sorted()
                .forEach(this::unknown);
        this.fileName = read(Setting.CONFIG);
        readFile();
    }

    /** The value; the default where a problem was noted. */
    <T> T read(Setting<T> setting) {
        var found = find(setting);
        try {
            return setting.parse(found.text());
        } catch (RefusedValueException e) {
            problem("%s, which %s".formatted(shown(setting, found), e.getMessage()));
        } catch (IllegalArgumentException e) {
            problem("%s, must be %s".formatted(shown(setting, found), setting.range()));
        }
        return setting.parse(setting.fallback());
    }

    /** Where the setting has its value from. */
    Found find(Setting<?> setting) {
        var flag = flags.get(setting.flag());
        if (flag != null) {
            return new Found(flag, setting.flag(), "flag");
        }
        var variable = environment.get(setting.variable());
        if (variable != null) {
            return new Found(variable, setting.variable(), "environment");
        }
        return Optional.ofNullable(file.get(setting.fileKey()))
                .map(entry -> new Found(entry.text(), place(entry, setting.fileKey()), "file"))
                .orElseGet(() -> new Found(setting.fallback(), setting.flag(), "default"));
    }

    void problem(String text) {
        problems.add(text);
    }

    /** All so far. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    void check() throws InvalidConfigException {
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems());
        }
    }

    private static String shown(Setting<?> setting, Found found) {
        return "%s is \"%s\"".formatted(found.origin(), setting.isSecret() ? "…" : found.text());
    }

    private void readFile() {
        if (fileName.isEmpty()) {
            return;
        }
        try {
            SettingsSection.read(Path.of(fileName)).forEach(this::enter);
        } catch (InvalidPolicyException e) {
            e.problems().forEach(problem -> problem(fileName + ": " + problem));
        } catch (InvalidPathException e) {
            problem(fileName + " is no name of a file");
        }
    }

    /** What is wrong with a value is told even where nobody reads it here. */
    private void enter(String key, Entry entry) {
        var known = Setting.ALL.stream()
                .filter(setting -> setting.fileKey().equals(key))
                .findFirst();
        if (known.isEmpty()) {
            problem("%s is no setting; did you mean %s?".formatted(place(entry, key), Nearest.to(key, fileKeys())));
        } else if (!known.get().isInFile()) {
            problem("%s cannot stand in a file; its place is the variable %s"
                    .formatted(place(entry, key), known.get().variable()));
        } else {
            file.put(key, entry);
            read(known.get());
        }
    }

    private String place(Entry entry, String key) {
        return "%s: line %d: settings.%s".formatted(fileName, entry.line(), key);
    }

    private void unknown(String name) {
        problem("%s is no setting; did you mean %s?".formatted(name, Nearest.to(name, variables())));
    }

    private static List<String> variables() {
        return Setting.ALL.stream().map(Setting::variable).toList();
    }

    private static List<String> fileKeys() {
        return Setting.ALL.stream()
                .filter(Setting::isInFile)
                .map(Setting::fileKey)
                .toList();
    }
}
