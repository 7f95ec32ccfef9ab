package dev.errata.contract.normalise;

import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.contract.Failure;
import dev.errata.contract.Owner;
import dev.errata.contract.RetryPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an error means.
 *
 * @param limitKind which limit was hit; null where none was, or where the answer does not say which
 * @param cause why the call failed; null where the answer does not say
 * @param retry null where the catalogue does not know the error
 */
public record Meaning(
        @Nullable LimitKind limitKind,
        @Nullable Cause cause,
        Owner owner,
        @Nullable RetryPolicy retry) {
    private static final Catalogue CATALOGUE = Catalogue.standard();
    private static final String TASK_FAILED = "task_failed";

    static Meaning of(Answer answer, Failure failure, List<String> hints) {
        var text = Stream.concat(Stream.of(failure.code(), failure.type(), failure.message()), hints.stream())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        var limit = LimitKinds.of(answer.raw(), failure, text);
        var entry = entry(answer, failure, limit);
        return new Meaning(
                limit.orElse(null),
                Causes.of(failure, text).orElse(null),
                entry.map(CatalogueEntry::owner).orElse(Owner.UNKNOWN),
                entry.map(CatalogueEntry::retry).orElse(null));
    }

    /** The limit knows better than status and code: an empty account is no matter of waiting, whatever they say. */
    private static Optional<CatalogueEntry> entry(Answer answer, Failure failure, Optional<LimitKind> limit) {
        return limit.flatMap(kind -> CATALOGUE.entry(kind.catalogueKey()))
                .or(() -> CATALOGUE.find(failure))
                .or(() -> Bodies.hasFailedState(answer.document()) ? CATALOGUE.entry(TASK_FAILED) : Optional.empty());
    }
}
