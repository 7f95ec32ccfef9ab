package dev.errata.core.policy;

import dev.errata.core.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an installation wants to be told of. It changes what is an incident and what is paged, never what is counted.
 *
 * @param rules of projects without rules of their own
 * @param projects rules of a project, by its name
 * @param silences mutes and maintenance windows; the first that holds is named
 */
public record Policy(Rules rules, Map<String, Rules> projects, List<Silence> silences) {
    /** The defaults: every incident is paged. */
    public static final Policy DEFAULT = new Policy(Rules.DEFAULT, Map.of(), List.of());

    public Policy {
        projects = Map.copyOf(projects);
        silences = List.copyOf(silences);
    }

    /** The rules of the project. */
    public Rules of(String project) {
        return projects.getOrDefault(project, rules);
    }

    /**
     * Why nobody is paged for an incident: {@code shadow}, {@code muted:NAME} or {@code maintenance:NAME}. Empty where
     * somebody is.
     *
     * @param scope what it is about, its owner included
     * @param slices that explain it; a silence has to cover the scope, or all of these
     * @param at when it opened
     */
    public Optional<String> quiet(String project, Scope scope, Collection<Scope> slices, Instant at) {
        if (of(project).shadow()) {
            return Optional.of("shadow");
        }
        return silences.stream()
                .filter(silence -> silence.covers(project, scope, at)
                        || (!slices.isEmpty() && slices.stream().allMatch(slice -> silence.covers(project, slice, at))))
                .map(silence -> silence.kind().name().toLowerCase(Locale.ROOT) + ":" + silence.name())
                .findFirst();
    }
}
