package dev.errata.contract.redact;

import java.util.List;

/** Rules by the character at which they may begin. Immutable. */
final class RuleIndex {
    private static final int ASCII = 128;

    private final RedactionRule[][] rules = new RedactionRule[ASCII][];
    private final boolean[] triggers = new boolean[ASCII];

    RuleIndex(List<RedactionRule> all) {
        for (int c = 0; c < ASCII; c++) {
            var trigger = c;
            rules[c] = all.stream()
                    .filter(rule -> rule.shape().triggers().indexOf(trigger) >= 0)
                    .toArray(RedactionRule[]::new);
            triggers[c] = rules[c].length > 0;
        }
    }

    /** Whether any rule may begin there. */
    boolean has(char c) {
        return c < ASCII && triggers[c];
    }

    /** Those that may, in the order in which they are asked; for a character that {@link #has} one. */
    RedactionRule[] at(char c) {
        return rules[c];
    }
}
