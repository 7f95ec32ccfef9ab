package dev.errata.app.config;

/**
 * How many days what is no single event is kept. {@link Setting} documents each component.
 *
 * @param rates rates and totals of 10 s
 * @param minutes those by the minute
 * @param hours those by the hour
 * @param deadLetters records that could not be stored
 * @param incidents incidents that are over
 */
public record RetentionConfig(int rates, int minutes, int hours, int deadLetters, int incidents) {

    static RetentionConfig read(SettingSource source) {
        return new RetentionConfig(
                source.read(Setting.RATE_RETENTION_DAYS),
                source.read(Setting.RATE_MINUTE_RETENTION_DAYS),
                source.read(Setting.RATE_HOUR_RETENTION_DAYS),
                source.read(Setting.DEAD_LETTER_RETENTION_DAYS),
                source.read(Setting.INCIDENT_RETENTION_DAYS));
    }
}
