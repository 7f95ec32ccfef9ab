package dev.errata.contract.fingerprint;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a message into words, one pass. A word keeps the signs inside it ({@code gpt-4.1}, {@code a/b}, {@code
 * 20,000}); a short quoted text is one word, the words of a long one are words
 * like any other. In text that looks like JSON, names of members do not count as quoted.
 */
final class Words {
    private static final String OPENING = "\"'`“‘«";
    private static final String CLOSING = "\"'`”’»";
    private static final String REDACTED = "[redacted:";
    private static final String INSIDE = "-_./*@%+=&?#~…";
    private static final int LONGEST_QUOTE = 120;
    private static final int MOST_SPACES = 3;

    private final List<Word> words = new ArrayList<>();
    private final String text;
    private int position;
    private boolean value;
    private boolean member;

    private Words(String text) {
        this.text = text;
    }

    static List<Word> of(String message) {
        return new Words(message).split();
    }

    private List<Word> split() {
        while (position < text.length()) {
            if (isQuoteOpening() && addQuoted()) {
                continue;
            }
            if (text.startsWith(REDACTED, position)) {
                add(endOfRedacted(), true);
            } else if (Character.isIdeographic(text.charAt(position))) {
                add(endOfIdeographs(), false);
            } else if (isPart(position) || startsPath()) {
                add(endOfWord(), false);
            } else {
                passSign();
            }
        }
        return words;
    }

    private void add(int end, boolean quoted) {
        words.add(new Word(text.substring(position, end), quoted, value));
        position = end;
        value = false;
    }

    private void passSign() {
        var c = text.charAt(position++);
        value = c == ':' || c == '=' || (value && c == ' ');
    }

    private boolean isQuoteOpening() {
        return OPENING.indexOf(text.charAt(position)) >= 0 && (position == 0 || !isPart(position - 1));
    }

    /** Takes the quoted text as one word, if it is short and its end is found. */
    private boolean addQuoted() {
        var closing = CLOSING.charAt(OPENING.indexOf(text.charAt(position)));
        var limit = Math.min(text.length(), position + LONGEST_QUOTE);
        var spaces = 0;
        for (int end = position + 1; end < limit && spaces <= MOST_SPACES; end++) {
            if (text.charAt(end) == closing && (end + 1 == text.length() || !isPart(end + 1))) {
                return addQuoted(end);
            }
            spaces += text.charAt(end) == ' ' ? 1 : 0;
        }
        return false;
    }

    /** The name of a member of JSON is no quoted text, nor is a sentence that is the member's value. */
    private boolean addQuoted(int end) {
        var key = isKey(position, end + 1);
        if (member && text.substring(position, end).indexOf(' ') > 0) {
            member = false;
            return false;
        }
        position++;
        add(end, !key);
        position = end + 1;
        member = key;
        return true;
    }

    /** Whether it is the name of a member of a JSON object or of its like in other languages. */
    private boolean isKey(int opening, int after) {
        var before = opening - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return before >= 0 && "{,".indexOf(text.charAt(before)) >= 0 && text.startsWith(":", after);
    }

    private int endOfRedacted() {
        var end = text.indexOf(']', position);
        return end < 0 ? text.length() : end + 1;
    }

    private int endOfIdeographs() {
        var end = position;
        while (end < text.length() && Character.isIdeographic(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfWord() {
        var end = position + 1;
        while (end < text.length() && (isPart(end) || joins(end))) {
            end++;
        }
        return end;
    }

    /** Whether the sign belongs to a word: something of the word follows. */
    private boolean joins(int index) {
        var c = text.charAt(index);
        if (c == ',') {
            return isDigit(index - 1) && isDigit(index + 1);
        }
        if (c == ':') {
            return text.startsWith("://", index) || (isPart(index + 1) && isName(text.substring(position, index)));
        }
        var followed = index + 1 < text.length() && (isPart(index + 1) || INSIDE.indexOf(text.charAt(index + 1)) >= 0);
        return (INSIDE.indexOf(c) >= 0 && followed) || (c == '\'' && isPart(index + 1)) || c == '/';
    }

    /** Whether the beginning of a word already shows that it is no word of a language. */
    private static boolean isName(String start) {
        return start.chars().anyMatch(c -> (c >= '0' && c <= '9') || c == '/' || c == '-');
    }

    private boolean startsPath() {
        var c = text.charAt(position);
        return (c == '/' || c == '#' || c == '*') && position + 1 < text.length() && joins(position);
    }

    private boolean isDigit(int index) {
        return index >= 0 && index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean isPart(int index) {
        return index < text.length()
                && Character.isLetterOrDigit(text.charAt(index))
                && !Character.isIdeographic(text.charAt(index));
    }
}
