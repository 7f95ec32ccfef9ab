package dev.errata.core.incident;

import dev.errata.contract.EventIds;
import dev.errata.contract.Owner;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One outage as it stands: a whole value, so that a later revision replaces it.
 *
 * @param id of {@link #id}: a replay of the log gives the same
 * @param revision from 0, one more with each change
 * @param project the tenant
 * @param kind what it is; never changes
 * @param scope what it is about, frozen when it opened
 * @param state how it stands
 * @param times of the log, not of any clock
 * @param severity that of its last minutes: rises with the first revision that is worse, falls some minutes after it
 * @param owner who can put it right
 * @param quiet why nobody is paged: {@code shadow}, {@code muted:NAME} or {@code maintenance:NAME}; null where somebody is
 * @param evidence why it was opened, and what it has come to
 * @param explanation which slices drive it
 * @param context what else is worth saying
 * @param members the other series that stood out with it, at most some of them
 */
public record Incident(
        UUID id,
        int revision,
        String project,
        Kind kind,
        Scope scope,
        State state,
        Times times,
        Severity severity,
        Owner owner,
        @Nullable String quiet,
        Evidence evidence,
        Explanation explanation,
        Context context,
        List<Scope> members) {
    public Incident {
        members = List.copyOf(members);
    }

    /** The first half of a SHA-256 over what makes an incident that one and no other. */
    public static UUID id(String project, Kind kind, Scope scope, Instant openedAt) {
        var text = new StringBuilder(project).append('\0').append(kind).append('\0');
        scope.where()
                .forEach((name, value) ->
                        text.append(name).append('\0').append(value).append('\0'));
        text.append(openedAt.toEpochMilli());
        var hash = ByteBuffer.wrap(EventIds.sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }

    /**
     * When.
     *
     * @param startedAt start of the first window that was abnormal
     * @param openedAt end of the one with which it was known: the log's time at which it could be sent
     * @param updatedAt of this revision
     * @param endedAt end of the last window that was abnormal; null until it is resolved
     */
    public record Times(
            Instant startedAt,
            Instant openedAt,
            Instant updatedAt,
            @Nullable Instant endedAt) {}

    /**
     * What was seen in the window that stood out most when it opened, and since.
     *
     * @param observed errors
     * @param expected of them, had all been as usual
     * @param windowSeconds length of the window
     * @param requests in the window; null where nobody counted them
     * @param usualRatio errors by requests as usual, in [0, 1]; null where nobody counted them
     * @param score -log10 of the probability that all was normal
     * @param peak most errors in 10 s so far
     * @param errors since {@code startedAt}
     * @param lastMinute errors in the last 60 s that could be judged by {@code updatedAt}; null in the revision that opens it, and where nobody counted
     */
    public record Evidence(
            long observed,
            double expected,
            long windowSeconds,
            @Nullable Long requests,
            @Nullable Double usualRatio,
            double score,
            long peak,
            long errors,
            @Nullable Long lastMinute) {
        /** Of an incident that opens. */
        public Evidence(
                long observed,
                double expected,
                long windowSeconds,
                @Nullable Long requests,
                @Nullable Double usualRatio,
                double score,
                long peak,
                long errors) {
            this(observed, expected, windowSeconds, requests, usualRatio, score, peak, errors, null);
        }

        /** The same, with what the last minute has come to. */
        public Evidence withLastMinute(long errorsOfLastMinute) {
            return new Evidence(
                    observed, expected, windowSeconds, requests, usualRatio, score, peak, errors, errorsOfLastMinute);
        }
    }

    /**
     * What many errors of an application lack, so that they are hard to look into.
     *
     * @param field {@value #REQUEST_ID} or {@value #CODE}
     * @param share of its errors that lack it, in [0, 1]
     */
    public record Missing(String app, String field, double share) {
        /** Any id that the request is found by. */
        public static final String REQUEST_ID = "request_id";

        /** The code that says what failed. */
        public static final String CODE = "code";
    }

    /**
     * What else is worth saying.
     *
     * @param apps how many applications see more of it than is usual there
     * @param appNames of the first few of them, most errors first
     * @param healthyModels whose calls fail no more often than usual
     * @param changes what was first seen near the onset, the nearest first
     * @param missing what too many errors of these applications lack
     */
    public record Context(
            int apps,
            List<String> appNames,
            List<String> healthyModels,
            List<FirstSeen> changes,
            List<Missing> missing) {
        /** Nothing is known. */
        public static final Context NONE = new Context(0, List.of(), List.of(), List.of());

        public Context {
            appNames = List.copyOf(appNames);
            healthyModels = List.copyOf(healthyModels);
            changes = List.copyOf(changes);
            missing = List.copyOf(missing);
        }

        /** Of errors that lack nothing. */
        public Context(int apps, List<String> appNames, List<String> healthyModels, List<FirstSeen> changes) {
            this(apps, appNames, healthyModels, changes, List.of());
        }
    }
}
