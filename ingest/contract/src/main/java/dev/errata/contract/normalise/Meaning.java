package dev.errata.contract.normalise;

import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Failure;
import dev.errata.contract.Owner;
import dev.errata.contract.RetryPolicy;
import dev.errata.contract.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an error means. Immutable.
 *
 * @param limit the limit that was hit; {@link Limit#NONE} where none was
 * @param cause why the call failed; null where the answer does not say, and where a known limit is the cause
 * @param param the parameter of the request that the answer names; null where it names none
 * @param entry null where the catalogue does not know the error
 */
public record Meaning(
        Limit limit,
        @Nullable Cause cause,
        @Nullable String param,
        @Nullable CatalogueEntry entry) {
    private static final Catalogue CATALOGUE = Catalogue.standard();
    private static final String TASK_FAILED = "task_failed";
    private static final Set<Integer> LIMITED = Set.of(402, 429);

    /** What follows explains at length; enough for any table, and little enough for every event. */
    private static final int LONGEST = 4_096;

    /**
     * What a recorded event means, by what it kept of the answer. Pure: to ask again later, with better tables, is
     * cheap. Headers are not kept; what only they tell is what {@link LimitAttributes} handed on.
     */
    public static Meaning of(ErrorEvent event) {
        var failure = event.failure();
        var body = Objects.requireNonNullElse(event.rawBody(), "");
        var raw = new RawAnswer(event.target().provider(), failure.status(), Map.of(), body);
        var answer = Bodies.read(raw, FieldPaths.COMMON);
        var hints = JsonPaths.texts(answer.document(), FieldPaths.COMMON.hints());
        var wait = event.attempt().retryAfterMs();
        var meaning = of(answer, Parameters.completed(failure, answer), hints, new Waits.Told(wait, wait));
        return meaning.withLimit(LimitAttributes.handedOn(event, meaning.limit()));
    }

    static Meaning of(Answer answer, Failure failure, List<String> hints, Waits.Told wait) {
        var text = Stream.concat(Stream.of(failure.code(), failure.type(), failure.message()), hints.stream())
                .filter(Objects::nonNull)
                .map(part -> Text.cut(part, LONGEST))
                .collect(Collectors.joining("\n"));
        var kind = LimitKinds.of(answer.raw(), failure, text);
        var entry = entry(answer, failure, kind);
        var limit = isLimit(failure, kind, entry) ? limit(answer, text, kind, wait) : Limit.NONE;
        var cause = kind.isPresent() ? Optional.<Cause>empty() : Causes.of(failure, text);
        return new Meaning(limit, cause.orElse(null), failure.param(), entry.orElse(null));
    }

    /** Who can put it right. */
    public Owner owner() {
        return entry == null ? Owner.UNKNOWN : entry.owner();
    }

    /** Whether to try again; null where the catalogue does not know the error. */
    public @Nullable RetryPolicy retry() {
        return entry == null ? null : entry.retry();
    }

    /** Which limit was hit; null where none was, or where the answer does not say which. */
    public @Nullable LimitKind limitKind() {
        return limit.kind();
    }

    private Meaning withLimit(Limit better) {
        var known = Optional.ofNullable(better.kind()).flatMap(kind -> CATALOGUE.entry(kind.catalogueKey()));
        return new Meaning(better, cause, param, known.orElse(entry));
    }

    /** The limit knows better than status and code: an empty account is no matter of waiting, whatever they say. */
    private static Optional<CatalogueEntry> entry(Answer answer, Failure failure, Optional<LimitKind> limit) {
        return limit.flatMap(kind -> CATALOGUE.entry(kind.catalogueKey()))
                .or(() -> CATALOGUE.find(failure))
                .or(() -> Bodies.hasFailedState(answer.document()) ? CATALOGUE.entry(TASK_FAILED) : Optional.empty());
    }

    private static boolean isLimit(Failure failure, Optional<LimitKind> kind, Optional<CatalogueEntry> entry) {
        return kind.isPresent()
                || (failure.status() != null && LIMITED.contains(failure.status()))
                || entry.filter(LimitKinds::isOfLimits).isPresent();
    }

    private static Limit limit(Answer answer, String text, Optional<LimitKind> kind, Waits.Told wait) {
        return new Limit(
                kind.orElse(null),
                LimitScopes.of(text).orElse(null),
                LimitEnforcers.of(answer, text, ProviderErrors.of(answer)).orElse(null),
                wait.resetMs());
    }
}
