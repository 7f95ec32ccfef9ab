package dev.errata.app.node;

import dev.errata.app.config.CommonConfig;
import dev.errata.contract.redact.RedactionConfig;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;

/**
 * What every part of a process stands on.
 *
 * @param redactor masks what the configuration wants masked
 * @param parts what is started is added there
 */
record Ground(
        CommonConfig config,
        TimeRules rules,
        Redactor redactor,
        Kafka kafka,
        Database database,
        Meters meters,
        Parts parts) {

    Ground(CommonConfig config, Kafka kafka, Database database, Meters meters, Parts parts) {
        this(
                config,
                new TimeRules(config.grace(), config.eventRetentionDays()),
                redactor(config.redaction()),
                kafka,
                database,
                meters,
                parts);
    }

    /** The standard rules are told by their object: what is clean by them need not be looked at twice. */
    private static Redactor redactor(RedactionConfig config) {
        return config.equals(RedactionConfig.STANDARD) ? Redactor.STANDARD : new Redactor(config);
    }
}
