package dev.errata.store.query;

import dev.errata.contract.fingerprint.MessageTemplate;
import dev.errata.core.ticket.Alike.Share;
import java.time.Instant;
import java.util.List;

/**
 * The failures of one error: equal in fingerprint. Immutable.
 *
 * @param fingerprint their name
 * @param failures how many in the time that was asked for
 * @param firstSeen the first of these
 * @param lastSeen the last of these
 * @param trend how many in each step, in order of time, only where there are some
 * @param models how many of each model, the most first; {@code ''} where none was named
 * @param apps likewise, of each app
 * @param envs likewise, of each environment
 * @param ever of all that is stored
 * @param samples the latest failures, newest first, never empty
 */
public record ErrorGroup(
        String fingerprint,
        long failures,
        Instant firstSeen,
        Instant lastSeen,
        List<Point> trend,
        List<Share> models,
        List<Share> apps,
        List<Share> envs,
        Lifetime ever,
        List<FoundEvent> samples) {

    /** A step of the trend. */
    public record Point(Instant time, long failures) {}

    /**
     * All that is stored of it.
     *
     * @param failures how many, counted up to a limit
     * @param isFloor whether there are more
     */
    public record Lifetime(Instant firstSeen, Instant lastSeen, long failures, boolean isFloor) {}

    public ErrorGroup {
        trend = List.copyOf(trend);
        models = List.copyOf(models);
        apps = List.copyOf(apps);
        envs = List.copyOf(envs);
        samples = List.copyOf(samples);
    }

    /** What is the same in all their messages; empty where there is none. */
    public String template() {
        var message = samples.getFirst().event().failure().message();
        return message == null ? "" : MessageTemplate.of(message);
    }
}
