package dev.errata.app.config;

import dev.errata.contract.redact.CharClass;
import dev.errata.contract.redact.RedactionConfig.OwnPattern;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator writes about redaction. A pattern such as {@code badge=EMP-[0-9]{6,}} looks like a regular expression
 * and is one of the few that can never be slow: a literal prefix, then at least so many characters of a class.
 */
final class RedactionText {
    private static final Map<String, CharClass> CLASSES = new LinkedHashMap<>();
    private static final Pattern FORM = Pattern.compile("([^=]+)=(.+)(\\[[^\\[\\]]+])\\{(\\d{1,3}),}");

    static {
        CLASSES.put("[0-9]", CharClass.DIGITS);
        CLASSES.put("[0-9a-fA-F]", CharClass.HEX);
        CLASSES.put("[A-Za-z0-9]", CharClass.ALNUM);
        CLASSES.put("[A-Za-z0-9_-]", CharClass.WORD);
    }

    private RedactionText() {}

    /** For the documentation. */
    static String form() {
        return "name=prefix[class]{min,}, separated by spaces; classes " + String.join(" ", CLASSES.keySet());
    }

    /**
     * Reads patterns that are separated by spaces; none is fine.
     *
     * @throws IllegalArgumentException if one has another form
     */
    static List<OwnPattern> patterns(String text) {
        return parts(text, "\\s+").map(RedactionText::pattern).toList();
    }

    /** Reads texts that are separated by commas. */
    static Set<String> allowed(String text) {
        return parts(text, ",").collect(Collectors.toSet());
    }

    private static OwnPattern pattern(String text) {
        var match = FORM.matcher(text);
        var chars = match.matches() ? CLASSES.get(match.group(3)) : null;
        if (chars == null) {
            throw new IllegalArgumentException("no pattern: " + text);
        }
        return new OwnPattern(match.group(1), match.group(2), chars, Integer.parseInt(match.group(4)));
    }

    private static Stream<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).map(String::strip).filter(part -> !part.isEmpty());
    }
}
