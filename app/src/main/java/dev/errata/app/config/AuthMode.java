package dev.errata.app.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/** Who needs a token. */
public enum AuthMode {
    /** Everybody, unless Errata can be reached from this machine alone. */
    AUTO,
    /** Everybody. */
    TOKENS;

    static AuthMode of(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such mode"));
    }

    /** A name that might stand for another address as well does not count. */
    boolean isOpenOn(String host) {
        try {
            return this == AUTO
                    && Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
