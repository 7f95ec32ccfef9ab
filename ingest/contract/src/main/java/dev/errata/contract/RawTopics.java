package dev.errata.contract;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The raw topics of an installation, and whose records they hold. On the shared ones, {@link Topics#EVENTS},
 * {@link Topics#TRAFFIC} and {@link Topics#OUTCOMES}, a record names its own project. A project may have three of its own,
 * {@code <prefix>.events}, {@code <prefix>.traffic} and {@code <prefix>.outcomes}: whatever is written there is that
 * project's, so that who may write for it is a matter of Kafka's access rules alone. Immutable.
 *
 * @param projects the project by the prefix of its topics
 */
public record RawTopics(Map<String, String> projects) {
    /** The shared topics and no others. */
    public static final RawTopics SHARED = new RawTopics(Map.of());

    private static final String SHARED_PREFIX = "errata";

    /**
     * The shared topics and those of some projects.
     *
     * @throws IllegalArgumentException for the prefix of the shared topics, which belong to nobody
     */
    public RawTopics {
        if (projects.containsKey(SHARED_PREFIX)) {
            throw new IllegalArgumentException("the topics " + SHARED_PREFIX + ".* are shared by all projects");
        }
        projects = Collections.unmodifiableMap(new TreeMap<>(projects));
    }

    /** The topics of {@link ErrorEvent}s. */
    public List<String> events() {
        return named(Topics.EVENTS);
    }

    /** The topics of {@link TrafficRecord}s. */
    public List<String> traffic() {
        return named(Topics.TRAFFIC);
    }

    /** The topics of {@link CallOutcome}s. */
    public List<String> outcomes() {
        return named(Topics.OUTCOMES);
    }

    /** The topics that rates are counted from: those of events and of totals. */
    public List<String> counted() {
        return Stream.of(events(), traffic()).flatMap(List::stream).toList();
    }

    /** All of them. */
    public List<String> all() {
        return Stream.of(counted(), outcomes()).flatMap(List::stream).toList();
    }

    /** The project that owns the topic; null for a shared one. */
    public @Nullable String projectOf(String topic) {
        return projects.get(topic.substring(0, Math.max(0, topic.lastIndexOf('.'))));
    }

    private List<String> named(String shared) {
        var kind = shared.substring(SHARED_PREFIX.length());
        return Stream.concat(Stream.of(shared), projects.keySet().stream().map(prefix -> prefix + kind))
                .toList();
    }
}
