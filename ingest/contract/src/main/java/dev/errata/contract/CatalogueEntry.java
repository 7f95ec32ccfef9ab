package dev.errata.contract;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * One kind of error: what it means, why it happens, what to do.
 *
 * @param key its name, unique in the catalogue
 * @param statuses the HTTP statuses that mean it where neither code nor type says more; the usual one first
 * @param aliases the codes and types that mean it, in lower case, whatever the status; APIs disagree on which is which
 * @param vagueAliases codes and types that APIs put on errors of many kinds: they mean this one only where no status
 *     says more
 * @param title a few words
 * @param meaning a sentence or two
 * @param causes the usual ones, likeliest first
 * @param solution steps, the first one first
 * @param owner who can put it right
 * @param retry whether and how to try again
 * @param origin where the text comes from
 * @param ours the parts of a {@link Origin#REFERENCE} entry on which the reference is silent, so that they are our own;
 *     statuses, aliases, owner and the numbers of the retry policy are ours anyhow, beyond the few that it gives
 */
public record CatalogueEntry(
        String key,
        List<Integer> statuses,
        List<String> aliases,
        List<String> vagueAliases,
        String title,
        String meaning,
        List<String> causes,
        List<String> solution,
        Owner owner,
        RetryPolicy retry,
        Origin origin,
        List<Part> ours) {

    /** Who wrote the text. */
    public enum Origin {
        /** The API error reference, except for the parts that are marked as ours. */
        REFERENCE,
        /** All of it is ours. */
        ERRATA
    }

    /** What an entry says that the reference may or may not say. */
    public enum Part {
        TITLE,
        MEANING,
        CAUSES,
        SOLUTION,
        RETRY
    }

    public CatalogueEntry {
        statuses = List.copyOf(statuses);
        aliases = List.copyOf(aliases);
        vagueAliases = List.copyOf(vagueAliases);
        causes = List.copyOf(causes);
        solution = List.copyOf(solution);
        ours = List.copyOf(ours);
        require(!key.isBlank(), "key is empty");
        require(!title.isBlank(), "title is empty");
        require(!meaning.isBlank(), "meaning is empty");
        require(!causes.isEmpty(), "causes is empty");
        require(!solution.isEmpty(), "solution is empty");
        require(origin == Origin.REFERENCE || ours.isEmpty(), "all of it is ours: no part needs a mark");
    }

    /** Whether we wrote the part, rather than the reference. */
    public boolean isOurs(Part part) {
        return origin == Origin.ERRATA || ours.contains(part);
    }

    /** The entry as the API and the CLI show it: the fields of {@code catalogue.json} and {@code retry.retryable}. */
    public ObjectNode toJson() {
        return CatalogueJson.write(this);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
