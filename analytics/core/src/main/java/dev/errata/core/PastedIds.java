package dev.errata.core;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ids in what somebody pasted: an id, a header, a JSON body, a whole log line. The likeliest first; the console knows
 * the same rules.
 */
public final class PastedIds {
    /** Longer texts are cut: nobody reads further for an id. */
    public static final int LONGEST_TEXT = 16_384;

    private static final int LONGEST = 200;
    private static final int MOST = 8;
    private static final Pattern SEVERAL = Pattern.compile("[\\s{}\"]");
    private static final Pattern NAMED = Pattern.compile(
            "[\"']?(?:x-)?(?:provider[-_])?(?:request|trace|task|call|event|correlation)[-_]?id[\"']?"
                    + "\\s{0,9}[:=]\\s{0,9}[\"']?([^\\s\"',;}\\])]{1,200})",
            Pattern.CASE_INSENSITIVE);
    private static final List<Pattern> SHAPES = List.of(
            Pattern.compile("\\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\b", Pattern.CASE_INSENSITIVE),
            Pattern.compile(
                    "\\b(?:req|request|chatcmpl|resp|msg|task|call|trace)[-_][\\w-]{6,200}", Pattern.CASE_INSENSITIVE),
            Pattern.compile("\\b[0-9a-f]{32}\\b", Pattern.CASE_INSENSITIVE));

    private PastedIds() {}

    /** Whether it cannot be an id as it is. */
    public static boolean isText(String pasted) {
        return SEVERAL.matcher(pasted.strip()).find();
    }

    /** The ids, at most eight; none where nothing looks like one. */
    public static List<String> in(String pasted) {
        var text = pasted.strip();
        var whole = text.length() <= LONGEST && !isText(text) ? Stream.of(text) : Stream.<String>empty();
        var searched = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        var named = NAMED.matcher(searched).results().map(found -> found.group(1));
        var shaped = SHAPES.stream()
                .map(shape -> shape.matcher(searched))
                .flatMap(Matcher::results)
                .map(found -> found.group());
        var all = Stream.of(whole, named, shaped).flatMap(each -> each);
        return new LinkedHashSet<>(all.toList()).stream().limit(MOST).toList();
    }
}
