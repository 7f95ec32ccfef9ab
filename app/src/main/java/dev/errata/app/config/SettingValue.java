package dev.errata.app.config;

import java.util.List;
import java.util.Map;

/**
 * A setting as it holds now, for people.
 *
 * @param setting which one
 * @param value what holds; of a secret only whether there is one
 * @param source where it stands: flag, environment, file or default
 * @param place the flag, the variable, or the line of the file; empty for a default
 */
public record SettingValue(Setting<?> setting, String value, String source, String place) {
    private static final String SECRET = "set, not shown";

    /**
     * All settings, and what is wrong with them.
     *
     * @param values in the order of the documentation
     * @param problems a line each; empty where all can be used
     */
    public record All(List<SettingValue> values, List<String> problems) {}

    /**
     * What would hold for a command that is given these flags.
     *
     * @param flags value by {@link Setting#flag()}
     */
    public static All of(Map<String, String> environment, Map<String, String> flags) {
        var source = new SettingSource(environment, flags);
        var values = Setting.ALL.stream().map(setting -> value(setting, source)).toList();
        return new All(values, source.problems());
    }

    private static SettingValue value(Setting<?> setting, SettingSource source) {
        source.read(setting);
        var found = source.find(setting);
        var value = setting.isSecret() && !found.text().isEmpty() ? SECRET : found.text();
        return new SettingValue(
                setting, value, found.kind(), found.kind().equals("default") ? "" : place(found.origin()));
    }

    /** Without the setting's own name behind the line of a file. */
    private static String place(String origin) {
        return origin.replaceFirst(": settings\\..*", "");
    }
}
