package dev.errata.contract.normalise;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a table: words that mean something, among the code, type, message and hints of an error, each on a line
 * of its own.
 *
 * @param statuses with which the words mean it; empty where with any
 */
record Rule<K>(K meaning, Set<Integer> statuses, Pattern words) {

    static <K> Rule<K> of(K meaning, Set<Integer> statuses, String words) {
        var flags = Pattern.CASE_INSENSITIVE | Pattern.MULTILINE;
        return new Rule<>(meaning, statuses, Pattern.compile(words, flags));
    }

    /** What the first rule that applies says. */
    static <K> Optional<K> first(List<Rule<K>> rules, @Nullable Integer status, String text) {
        return rules.stream()
                .filter(rule -> rule.applies(status, text))
                .map(Rule::meaning)
                .findFirst();
    }

    private boolean applies(@Nullable Integer status, String text) {
        return (statuses.isEmpty() || (status != null && statuses.contains(status)))
                && words.matcher(text).find();
    }
}
