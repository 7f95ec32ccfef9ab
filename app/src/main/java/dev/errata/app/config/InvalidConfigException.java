package dev.errata.app.config;

import java.util.List;

/** Settings that cannot be used. The message has a line for each, naming the flag or variable at fault. */
public final class InvalidConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidConfigException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
