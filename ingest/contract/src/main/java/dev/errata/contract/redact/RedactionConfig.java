package dev.errata.contract.redact;

import java.util.List;
import java.util.Set;

/**
 * What an operator may add to the standard rules. Immutable.
 *
 * @param ips whether IP addresses are masked, too
 * @param allowed texts that stay although a rule finds them: a support address, the key of an example
 * @param own patterns of the operator's own
 */
public record RedactionConfig(boolean ips, Set<String> allowed, List<OwnPattern> own) {
    /** The standard rules alone. */
    public static final RedactionConfig STANDARD = new RedactionConfig(false, Set.of(), List.of());

    public RedactionConfig {
        allowed = Set.copyOf(allowed);
        own = List.copyOf(own);
    }

    /**
     * A literal prefix and at least so many characters of a class: no more, so that no pattern can ever be slow.
     *
     * @param name what stands in the secret's place; lower-case letters and {@code _}
     * @param prefix at least two ASCII characters
     * @param chars what follows
     * @param min how many at least, 1 to 256
     */
    public record OwnPattern(String name, String prefix, CharClass chars, int min) {
        private static final int LEAST_PREFIX = 2;
        private static final int MOST_MIN = 256;

        public OwnPattern {
            if (!name.matches("[a-z_]{1,32}")) {
                throw new IllegalArgumentException("name must be 1 to 32 of a-z and _, not " + name);
            }
            if (prefix.length() < LEAST_PREFIX || prefix.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IllegalArgumentException("prefix must be two or more of printable ASCII, not " + prefix);
            }
            if (min < 1 || min > MOST_MIN) {
                throw new IllegalArgumentException("min must be 1 to " + MOST_MIN + ", not " + min);
            }
        }

        RedactionRule rule() {
            return new RedactionRule(name, new PrefixedKey(prefix, chars, min));
        }
    }
}
