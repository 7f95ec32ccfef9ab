package dev.errata.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Known words that somebody probably meant: those with the fewest letters to change (Levenshtein's distance). */
public final class Nearest {
    /** One letter in so many may be wrong. */
    private static final int LETTERS_PER_SLIP = 4;

    /** However long the word: names of models are long, and most of a name is its family's. */
    private static final int MOST_SLIPS = 3;

    private Nearest() {}

    /** The nearest of the known words, however far it is. */
    public static String to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .orElseThrow();
    }

    /** Those that are near, the nearest first, equally near ones by name; capitals make no difference. */
    public static List<String> near(String word, Collection<String> known, int most) {
        var meant = word.toLowerCase(Locale.ROOT);
        var limit = tolerance(word);
        return known.stream()
                .map(candidate -> new Candidate(candidate, distance(meant, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .limit(most)
                .map(Candidate::word)
                .toList();
    }

    /** How many letters a word may differ by and still be near this one; no word whose length differs by more is. */
    public static int tolerance(String word) {
        return Math.clamp(word.length() / LETTERS_PER_SLIP, 1, MOST_SLIPS);
    }

    private static int distance(String from, String to) {
        var previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            var current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                var replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }

    private record Candidate(String word, int distance) {}
}
