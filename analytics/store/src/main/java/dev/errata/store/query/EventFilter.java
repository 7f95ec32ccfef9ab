package dev.errata.store.query;

import dev.errata.contract.Owner;
import dev.errata.contract.fingerprint.Fingerprint;
import dev.errata.contract.normalise.Meaning;
import dev.errata.core.Dimension;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.Query;

/**
 * Which stored events are meant. Immutable.
 *
 * @param project whose
 * @param from the earliest time of an event
 * @param to the time before which they are
 * @param labels for a dimension, the values that count, {@code ''} for none; all where it is not named
 * @param fingerprints which errors, each as {@link Fingerprint} writes it; empty: all
 * @param owner who can put the error right. It is derived, not stored, so it narrows no query; empty: all
 */
public record EventFilter(
        String project,
        Instant from,
        Instant to,
        Map<Dimension, List<String>> labels,
        Optional<Collection<String>> fingerprints,
        Optional<Owner> owner) {

    public EventFilter {
        labels = labels.isEmpty() ? Map.of() : new EnumMap<>(labels);
    }

    /** The same of some errors only. */
    public EventFilter withFingerprints(Collection<String> wanted) {
        return new EventFilter(project, from, to, labels, Optional.of(new TreeSet<>(wanted)), owner);
    }

    /** The same of another time. */
    EventFilter within(Instant first, Instant end) {
        return new EventFilter(project, first, end, labels, fingerprints, owner);
    }

    boolean hasOwner(FoundEvent found) {
        return owner.isEmpty() || Meaning.of(found.event()).owner() == owner.get();
    }

    /** Only the conditions that matter; no input is part of the text. */
    String conditions() {
        var conditions = new ArrayList<>(List.of("project = :project", "time >= :from", "time < :to"));
        labels.keySet().stream().map(EventFilter::condition).forEach(conditions::add);
        fingerprints.ifPresent(_ -> conditions.add("fingerprint = ANY (:fingerprints)"));
        return String.join(" AND ", conditions);
    }

    private static String condition(Dimension dimension) {
        return "coalesce(" + dimension.column() + "::text, '') = ANY (:" + dimension.column() + ")";
    }

    void bind(Query query) {
        query.bind("project", project)
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("to", to.atOffset(ZoneOffset.UTC));
        labels.forEach((dimension, values) -> query.bindArray(dimension.column(), String.class, values));
        fingerprints.ifPresent(wanted -> query.bindArray(
                "fingerprints",
                Long.class,
                wanted.stream().map(Fingerprint::bits).toList()));
    }
}
