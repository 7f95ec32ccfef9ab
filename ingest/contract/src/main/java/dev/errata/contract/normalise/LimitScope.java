package dev.errata.contract.normalise;

import java.util.Locale;

/** Whose calls a limit counts. */
public enum LimitScope {
    ORGANISATION,
    ACCOUNT,
    WORKSPACE,
    PROJECT,
    TEAM,
    USER,
    /** One API key. */
    KEY,
    /** One address. */
    IP,
    /** One deployment or endpoint of a model. */
    DEPLOYMENT,
    /** The calls to one model, where no holder is named. */
    MODEL;

    /** As it is written in JSON: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
