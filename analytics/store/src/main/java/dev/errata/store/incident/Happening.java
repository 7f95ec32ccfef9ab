package dev.errata.store.incident;

import java.util.Locale;

/** Why a receiver is told something. */
public enum Happening {
    /** How the incident stands, as often as the receiver wants to hear it. */
    ALERT,
    /** It began. */
    OPENED,
    /** It is worse, it has been milder for long, or something else is behind it than was told before. */
    CHANGED,
    /** It ended. */
    RESOLVED,
    /** Somebody's snooze is over, and it still goes on. */
    REMINDER;

    /** Its name in the table and in messages. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Happening of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
