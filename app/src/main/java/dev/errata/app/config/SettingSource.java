package dev.errata.app.config;

import dev.errata.core.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads settings from flags, else the environment, else their defaults, and collects everything that is wrong, so that
 * one run tells all of it.
 */
final class SettingSource {
    private final Map<String, String> environment;
    private final Map<String, String> flags;
    private final List<String> problems = new ArrayList<>();

    /**
     * Nothing is read yet.
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
    }

    /** The value; the default where a problem was noted. */
    <T> T read(Setting<T> setting) {
        if (flags.containsKey(setting.flag())) {
            return parse(setting, setting.flag(), flags);
        }
        if (environment.containsKey(setting.variable())) {
            return parse(setting, setting.variable(), environment);
        }
        return setting.parse(setting.fallback());
    }

    void problem(String text) {
        problems.add(text);
    }

    void check() throws InvalidConfigException {
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private <T> T parse(Setting<T> setting, String origin, Map<String, String> texts) {
        var text = texts.getOrDefault(origin, "");
        try {
            return setting.parse(text);
        } catch (IllegalArgumentException e) {
            var shown = setting.isSecret() ? "…" : text;
            problem("%s is \"%s\", must be %s".formatted(origin, shown, setting.range()));
            return setting.parse(setting.fallback());
        }
    }

    private void unknown(String name) {
        problem("%s is no setting; did you mean %s?".formatted(name, Nearest.to(name, variables())));
    }

    private static List<String> variables() {
        return Setting.ALL.stream().map(Setting::variable).toList();
    }
}
