package dev.errata.app.config;

/**
 * How events are stored.
 *
 * @param workers how many connections store them at once
 * @param memory bytes of events that all of them may hold
 * @param bodySample how many raw bodies of an error and window are kept first
 * @param diskBudget bytes that the database may take; 0: no limit
 */
public record SinkConfig(int workers, long memory, int bodySample, long diskBudget) {

    static SinkConfig read(SettingSource source) {
        return new SinkConfig(
                source.read(Setting.SINK_WORKERS),
                source.read(Setting.SINK_MEMORY),
                source.read(Setting.BODY_SAMPLE),
                source.read(Setting.DISK_BUDGET));
    }
}
