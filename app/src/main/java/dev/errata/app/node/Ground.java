package dev.errata.app.node;

import dev.errata.app.config.AppConfig;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;

/**
 * What everything else stands on.
 *
 * @param redactor masks what the configuration wants masked
 */
record Ground(AppConfig config, TimeRules rules, Redactor redactor, Kafka kafka, Postgres postgres) {

    Ground(AppConfig config, TimeRules rules, Kafka kafka, Postgres postgres) {
        this(config, rules, new Redactor(config.redaction()), kafka, postgres);
    }
}
