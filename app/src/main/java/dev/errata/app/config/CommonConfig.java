package dev.errata.app.config;

import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.RedactionConfig;
import java.time.Duration;

/**
 * What holds for a whole installation, whichever processes it consists of. Each process that reads one of these has to
 * be given the same.
 *
 * @param grace how late an event may come and still be counted
 * @param eventRetentionDays how many days single events are kept
 * @param retention how long the rest is kept
 * @param windowKeys how many rates of a project are told apart in one window
 * @param sinks how events are stored; the workers and their memory may differ between processes
 * @param topics the raw topics and whose they are
 * @param incidents what is an incident, and who is told
 * @param auth who needs a token
 * @param projectLimits how much one project may send
 * @param redaction what is masked besides the standard rules, and what is not
 */
public record CommonConfig(
        Duration grace,
        int eventRetentionDays,
        RetentionConfig retention,
        int windowKeys,
        SinkConfig sinks,
        RawTopics topics,
        IncidentConfig incidents,
        AuthMode auth,
        ProjectLimits projectLimits,
        RedactionConfig redaction) {

    static CommonConfig read(SettingSource source) {
        return new CommonConfig(
                source.read(Setting.GRACE),
                source.read(Setting.EVENT_RETENTION_DAYS),
                RetentionConfig.read(source),
                source.read(Setting.WINDOW_KEYS),
                SinkConfig.read(source),
                source.read(Setting.PROJECT_TOPICS),
                IncidentConfig.read(source),
                source.read(Setting.AUTH),
                new ProjectLimits(
                        source.read(Setting.PROJECT_RECORDS_PER_SECOND), source.read(Setting.PROJECT_BYTES_PER_SECOND)),
                new RedactionConfig(
                        source.read(Setting.REDACT_IPS),
                        source.read(Setting.REDACT_ALLOW),
                        source.read(Setting.REDACT_PATTERNS)));
    }
}
