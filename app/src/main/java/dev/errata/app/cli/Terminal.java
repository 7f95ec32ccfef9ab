package dev.errata.app.cli;

import java.util.Map;

/**
 * What can be shown. The launcher looks, since Java cannot tell the two outputs apart.
 *
 * @param width columns of standard output; 0 where it is no terminal
 * @param progress whether standard error is a terminal, so that a line may be overwritten
 * @param colour whether standard output may be coloured
 */
public record Terminal(int width, boolean progress, boolean colour) {
    private static final String WIDTH = "errata.terminal.width";
    private static final String PROGRESS = "errata.terminal.progress";

    /** A pipe or a file. */
    public static final Terminal NONE = new Terminal(0, false, false);

    static Terminal ofProcess(Map<String, String> environment) {
        var width = Integer.getInteger(WIDTH, 0);
        var plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
        return new Terminal(width, Boolean.getBoolean(PROGRESS), width > 0 && !plain);
    }

    boolean isInteractive() {
        return width > 0;
    }
}
