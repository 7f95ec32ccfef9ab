package dev.errata.contract.normalise;

import java.util.Locale;

/** Who refused a call for a limit. */
public enum LimitEnforcer {
    /** The API that was called. */
    PROVIDER,
    /** A proxy, relay or web server in front of it, by a limit of its own. */
    GATEWAY,
    /** The caller's own limiter: the call never left. */
    CLIENT;

    /** As it is written in JSON: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
