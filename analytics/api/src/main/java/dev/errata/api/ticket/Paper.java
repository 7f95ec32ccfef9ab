package dev.errata.api.ticket;

import java.util.List;

/**
 * What a letter is written on. What was recorded by others goes in through {@link #code}, {@link #quote} and {@link
 * #verbatim} only, and cannot become markup or move a terminal's cursor there. Used once, by one thread.
 */
interface Paper {
    /** A fact of the letter: what it is, and what was recorded, as {@link #code} or in own words. */
    record Fact(String label, String value) {}

    void title(String text);

    void heading(String text);

    /** A paragraph of own words and of what {@link #code} and {@link #quote} made. */
    void paragraph(String text);

    void list(List<String> items);

    void facts(List<Fact> facts);

    /** Each row is as long as the header. */
    void table(List<String> header, List<List<String>> rows);

    /** Recorded text as it is, in lines of its own. */
    void verbatim(String text);

    /** A last line. */
    void small(String text);

    /** A recorded value within a line. */
    String code(String value);

    /** A recorded sentence within a line. */
    String quote(String sentence);

    /** All that was written. */
    String text();
}
