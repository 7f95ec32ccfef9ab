package dev.errata.contract.normalise;

import java.util.List;
import java.util.Locale;

/**
 * By what a provider gives itself away. Immutable.
 *
 * @param names how callers call it, in lower case
 * @param headers how headers begin that it alone sends
 * @param marks places in the body that it alone fills
 * @param words what it alone writes
 */
record Recognition(List<String> names, List<String> headers, List<String> marks, List<String> words) {

    static Recognition of(String... names) {
        return new Recognition(List.of(names), List.of(), List.of(), List.of());
    }

    Recognition headers(String... prefixes) {
        return new Recognition(names, List.of(prefixes), marks, words);
    }

    Recognition marks(String... paths) {
        return new Recognition(names, headers, List.of(paths), words);
    }

    Recognition words(String... texts) {
        return new Recognition(names, headers, marks, List.of(texts));
    }

    /** Whether somebody who wrote that name meant this provider: {@code azure_openai}, {@code OpenAI (proxy)}. */
    boolean isCalled(String name) {
        var plain = name.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
        return names.stream().anyMatch(known -> plain.equals(known) || plain.startsWith(known + ' '));
    }

    boolean isSenderOf(RawAnswer raw) {
        return headers.stream()
                .anyMatch(prefix -> raw.headers().entrySet().stream()
                        .anyMatch(header -> (header.getKey() + ": "
                                        + header.getValue().toLowerCase(Locale.ROOT))
                                .startsWith(prefix)));
    }

    boolean isAuthorOf(Answer answer) {
        return marks.stream()
                        .anyMatch(
                                mark -> !JsonPaths.all(answer.document(), mark).isEmpty())
                || words.stream().anyMatch(word -> isIn(answer.raw(), word));
    }

    private static boolean isIn(RawAnswer raw, String word) {
        return raw.body().contains(word) || raw.headers().values().stream().anyMatch(value -> value.contains(word));
    }
}
