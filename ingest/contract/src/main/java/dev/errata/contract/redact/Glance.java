package dev.errata.contract.redact;

import dev.errata.contract.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One quick look over a text, which tells nearly all of those without a secret: no word in it begins as one does, no
 * run of characters is as long as one, and none of the signs that stand around the others is there. Immutable.
 */
final class Glance {
    private static final int ASCII_BITS = 7;
    private static final int ASCII = 1 << ASCII_BITS;

    /** Of two characters: a word that begins with them may be a secret's. */
    private static final int OPENS = 1;

    /** Of two characters: both are letters or digits. So far above {@link #OPENS} that it can take that back. */
    private static final int INSIDE_WORD = OPENS << 1;

    /** Of two characters: the second one alone tells something. */
    private static final int STANDS_OUT = 4;

    /** They move the places where words begin. */
    private static final String ESCAPES = "\\%";

    private static final String SEPARATORS_IN_NAMES = "_-.";

    /** What may stand between a name and its separator, and at the end of a name without counting. */
    private static final String DECORATION = " \"'`]" + SEPARATORS_IN_NAMES;

    /** What every two characters are together, any of the above. */
    private final byte[] pairs = new byte[ASCII * ASCII];

    /** Those that make a text suspicious. */
    private final boolean[] alarms = new boolean[ASCII];

    /** Those that do so behind the right name. */
    private final boolean[] separators = new boolean[ASCII];

    /** By the first character, which is in either case. */
    private final byte[][][] openings = new byte[ASCII][0][];

    private final RunCounts runs;
    private final long runSteps;
    private final long[] runsGoOn;

    private Glance(List<RedactionRule> rules) {
        var found = new ArrayList<Run>();
        mark(alarms, ESCAPES);
        rules.stream().map(RedactionRule::shape).forEach(shape -> add(shape, found));
        runs = new RunCounts(found);
        runSteps = runs.steps();
        runsGoOn = runs.goOn();
        for (char first = 0; first < ASCII; first++) {
            for (char second = 0; second < ASCII; second++) {
                var inside = CharClass.ALNUM.has(first) && CharClass.ALNUM.has(second);
                pairs[first << ASCII_BITS | second] |= (byte) (inside ? INSIDE_WORD : 0);
            }
        }
    }

    /** For any text. */
    static Glance ofText(List<RedactionRule> rules) {
        return new Glance(rules);
    }

    /** For strings as they stand in JSON: what is not {@link JsonStrings plain} is not clean either. */
    static Glance ofJson(List<RedactionRule> rules) {
        var glance = new Glance(rules);
        for (char c = 0; c < ASCII; c++) {
            if (!JsonStrings.isPlain(c)) {
                glance.mark(glance.alarms, String.valueOf(c));
            }
        }
        return glance;
    }

    private void add(Shape shape, List<Run> found) {
        var opening = shape.opening();
        if (!opening.isEmpty()) {
            open(Character.toLowerCase(opening.charAt(0)), opening);
            open(Character.toUpperCase(opening.charAt(0)), opening);
        } else if (shape.run().isPresent()) {
            found.add(shape.run().get());
        } else {
            mark(separators, shape.separators());
            mark(alarms, shape.signs());
        }
    }

    private void open(char first, String opening) {
        var known = new ArrayList<>(List.of(openings[first]));
        known.add(opening.getBytes(StandardCharsets.US_ASCII));
        openings[first] = known.toArray(byte[][]::new);
        pairs[first << ASCII_BITS | Character.toLowerCase(opening.charAt(1))] |= OPENS;
        pairs[first << ASCII_BITS | Character.toUpperCase(opening.charAt(1))] |= OPENS;
    }

    private void mark(boolean[] set, String characters) {
        characters.chars().forEach(c -> {
            set[c] = true;
            for (int first = 0; first < ASCII; first++) {
                pairs[first << ASCII_BITS | c] |= STANDS_OUT;
            }
        });
    }

    /**
     * Whether there is certainly nothing to mask in this ASCII text. False says nothing. Ids are random, and a branch
     * that depends on their characters costs more than all the rest: so there is none inside a word.
     */
    boolean isClean(byte[] text, int start, int end) {
        var table = pairs;
        var goOn = runsGoOn;
        var before = 0;
        var pairBefore = 0;
        var counts = 0L;
        var beenThere = 0L;
        for (int i = start; i < end; i++) {
            var c = text[i] & (ASCII - 1);
            var pair = table[before << ASCII_BITS | c];
            var told = pair & ~(pairBefore >>> 1) & (OPENS | STANDS_OUT);
            if (told != 0 && isSuspicious(told, text, i, start, end)) {
                return false;
            }
            counts = (counts + runSteps) & goOn[c];
            beenThere |= counts;
            pairBefore = pair;
            before = c;
        }
        return !runs.isIn(beenThere, text, start, end);
    }

    private boolean isSuspicious(int told, byte[] text, int at, int start, int end) {
        return alarms[text[at]]
                || (separators[text[at]] && isNamed(text, start, at))
                || ((told & OPENS) != 0 && opens(text, at - 1, end));
    }

    /** Whether a name stands before the separator that ends as one of a secret may. */
    private static boolean isNamed(byte[] text, int start, int separator) {
        var last = lastOf(text, start, separator, DECORATION);
        var beforeLast = lastOf(text, start, last, SEPARATORS_IN_NAMES);
        return beforeLast >= start && SecretNames.mayEndWith(text[beforeLast], text[last]);
    }

    /** The last place before this one where another character stands than those. */
    private static int lastOf(byte[] text, int start, int before, String others) {
        var at = before - 1;
        while (at >= start && others.indexOf(text[at]) >= 0) {
            at--;
        }
        return at;
    }

    private boolean opens(byte[] text, int at, int end) {
        for (var opening : openings[text[at]]) {
            if (end - at >= opening.length && isAt(text, at, opening)) {
                return true;
            }
        }
        return false;
    }

    /** In any case: it may be too careful. */
    private static boolean isAt(byte[] text, int at, byte[] opening) {
        for (int i = 1; i < opening.length; i++) {
            if (Character.toLowerCase(text[at + i]) != Character.toLowerCase(opening[i])) {
                return false;
            }
        }
        return true;
    }
}
