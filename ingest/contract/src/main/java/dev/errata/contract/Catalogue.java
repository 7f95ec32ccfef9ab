package dev.errata.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API error reference as data: what an error means, whose it is, whether to retry. Immutable.
 *
 * <p>The first of these that is known decides: what the code means, what the type means, the status inside the code
 * (some APIs repeat it there), the status, and last the words that APIs put on everything, such as
 * {@code invalid_request_error}. So a 402 or a 429 with such a word is no malformed request, and
 * {@code insufficient_quota} on a 429 is no matter of waiting.
 */
public final class Catalogue {
    private static final Catalogue STANDARD = parse(resource());

    private final Map<String, CatalogueEntry> byKey = new LinkedHashMap<>();
    private final Map<String, CatalogueEntry> byStatus = new LinkedHashMap<>();
    private final Map<String, CatalogueEntry> byAlias = new LinkedHashMap<>();

    private Catalogue(List<CatalogueEntry> entries) {
        for (var entry : entries) {
            add(byKey, "key", entry.key(), entry);
            entry.statuses().forEach(status -> add(byStatus, "status", status.toString(), entry));
            entry.aliases().forEach(alias -> add(byAlias, "alias", alias, entry));
            entry.vagueAliases().forEach(alias -> add(byAlias, "alias", alias, entry));
        }
    }

    /** The catalogue that Errata ships. */
    public static Catalogue standard() {
        return STANDARD;
    }

    /** @throws IllegalArgumentException naming the entry that lacks a part or shares its key, status or alias */
    static Catalogue parse(byte[] utf8) {
        return new Catalogue(CatalogueJson.read(utf8));
    }

    /** The entry for an error with these parts, as far as they are known; in the order that the class describes. */
    public Optional<CatalogueEntry> find(@Nullable Integer status, @Nullable String code, @Nullable String type) {
        var codeWord = word(code);
        var typeWord = word(type);
        return Stream.of(
                        precise(codeWord),
                        precise(typeWord),
                        Optional.ofNullable(byStatus.get(codeWord)),
                        Optional.ofNullable(byStatus.get(Objects.toString(status, ""))),
                        Optional.ofNullable(byAlias.get(codeWord)),
                        Optional.ofNullable(byAlias.get(typeWord)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** As {@link #find(Integer, String, String)}. */
    public Optional<CatalogueEntry> find(Failure failure) {
        return find(failure.status(), failure.code(), failure.type());
    }

    /** The entry of that name. */
    public Optional<CatalogueEntry> entry(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Every entry, in the catalogue's order. */
    public List<CatalogueEntry> all() {
        return List.copyOf(byKey.values());
    }

    private Optional<CatalogueEntry> precise(String word) {
        return Optional.ofNullable(byAlias.get(word))
                .filter(entry -> entry.aliases().contains(word));
    }

    private static void add(Map<String, CatalogueEntry> index, String what, String word, CatalogueEntry entry) {
        if (!word.equals(word(word))) {
            throw new IllegalArgumentException(
                    "catalogue entry " + entry.key() + ": " + what + " " + word + " is not in lower case");
        }
        var other = index.putIfAbsent(word, entry);
        if (other != null) {
            throw new IllegalArgumentException(
                    "catalogue entry " + entry.key() + ": " + what + " " + word + " is taken by entry " + other.key());
        }
    }

    private static String word(@Nullable String codeOrType) {
        return codeOrType == null ? "" : codeOrType.strip().toLowerCase(Locale.ROOT);
    }

    private static byte[] resource() {
        try (var in = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.json"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
