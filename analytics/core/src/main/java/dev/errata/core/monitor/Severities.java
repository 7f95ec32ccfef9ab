package dev.errata.core.monitor;

import dev.errata.contract.Owner;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import org.jspecify.annotations.Nullable;

/** How bad an incident is, from whose fault it is, how much fails and who sees it. */
final class Severities {
    /** So much of the calls, and it hardly matters whose fault it is. */
    private static final double MOST = 0.5;

    private static final double MUCH = 0.05;

    /** So many times the usual errors, where calls are not known. */
    private static final double MANY_TIMES = 10;

    private static final int WIDE = 2;

    private Severities() {}

    /**
     * The severity.
     *
     * @param rate of the calls that fail; null where they are not known
     * @param ratio of observed and expected errors
     */
    static Severity of(Kind kind, Owner owner, @Nullable Double rate, double ratio, int apps) {
        if (kind == Kind.NEW_CODE) {
            return owner == Owner.CALLER || apps < WIDE ? Severity.INFO : Severity.WARNING;
        }
        var level = rate == null ? byRatio(ratio, apps) : byRate(rate);
        // What a single application did to itself waits, unless nothing of it works.
        return owner == Owner.CALLER && apps < WIDE && (rate == null || rate < MOST) ? milder(level) : level;
    }

    private static Severity byRate(double rate) {
        if (rate >= MOST) {
            return Severity.CRITICAL;
        }
        return rate >= MUCH ? Severity.WARNING : Severity.INFO;
    }

    private static Severity byRatio(double ratio, int apps) {
        return ratio >= MANY_TIMES && apps >= WIDE ? Severity.CRITICAL : Severity.WARNING;
    }

    private static Severity milder(Severity level) {
        return level == Severity.CRITICAL ? Severity.WARNING : Severity.INFO;
    }
}
