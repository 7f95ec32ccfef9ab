package dev.errata.contract.fingerprint;

import dev.errata.contract.Text;
import dev.errata.contract.redact.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What stays of a message when all that varies from call to call is gone: numbers, ids, quoted text, URLs, paths, names
 * of models and identifiers become {@value #MASK}; signs, capitals and repeated masks are dropped. The same for a
 * message with its secrets and without them.
 */
public final class MessageTemplate {
    static final String MASK = "<*>";

    /** What follows varies in the rest only. */
    private static final int LONGEST = 4_096;

    private static final Set<String> UNITS = Set.of(
            "ms", "s", "sec", "secs", "second", "seconds", "min", "minute", "minutes", "h", "hour", "hours", "day",
            "days", "b", "kb", "kib", "mb", "mib", "gb", "gib", "tb", "tib", "bytes", "byte");
    private static final Set<String> MONTHS = Set.of(
            "jan",
            "january",
            "feb",
            "february",
            "mar",
            "march",
            "apr",
            "april",
            "may",
            "jun",
            "june",
            "jul",
            "july",
            "aug",
            "august",
            "sep",
            "sept",
            "september",
            "oct",
            "october",
            "nov",
            "november",
            "dec",
            "december");
    private static final Set<String> JOINING = Set.of("and", "or", "和", "或");
    private static final Set<String> NAMED = Set.of("model", "models", "engine", "deployment");
    private static final Set<String> AFTER_NAME = Set.of("is", "does", "did", "was", "has", "not", "cannot", "could");
    private static final Set<String> BEFORE_STATUS = Set.of("status", "code", "error", "http");

    private final List<Word> words;
    private final List<String> template = new ArrayList<>();

    private MessageTemplate(List<Word> words) {
        this.words = words;
    }

    /** The template; empty where the message holds no word at all. */
    public static String of(String message) {
        var readable = Redactor.STANDARD.redact(Text.cut(message.replace('’', '\''), LONGEST));
        return new MessageTemplate(Words.of(readable)).build();
    }

    private String build() {
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            var lower = word.text().toLowerCase(Locale.ROOT);
            if (isStatus(word, i)) {
                template.add(lower);
            } else if (word.quoted() || Variable.is(word, words.size() == 1) || isNameAt(i)) {
                addMask();
            } else if (!endsWithMask() || !UNITS.contains(lower)) {
                template.add(lower);
            }
        }
        return String.join(" ", template);
    }

    /** One mask stands for a list of them, and for a date together with its month. */
    private void addMask() {
        if (!template.isEmpty() && MONTHS.contains(last())) {
            template.remove(template.size() - 1);
        }
        if (template.size() > 1
                && JOINING.contains(last())
                && template.get(template.size() - 2).equals(MASK)) {
            template.remove(template.size() - 1);
        }
        if (!endsWithMask()) {
            template.add(MASK);
        }
    }

    private boolean endsWithMask() {
        return !template.isEmpty() && last().equals(MASK);
    }

    private String last() {
        return template.get(template.size() - 1);
    }

    /** An HTTP status tells errors apart, unlike other numbers. */
    private boolean isStatus(Word word, int index) {
        var text = word.text();
        var status = text.length() == 3 && (text.charAt(0) == '4' || text.charAt(0) == '5') && Variable.isNumber(text);
        return status && (index == 0 || BEFORE_STATUS.contains(lower(index - 1)));
    }

    /** Whether it is the name in {@code model NAME is not …}. */
    private boolean isNameAt(int index) {
        return index > 0
                && index + 1 < words.size()
                && NAMED.contains(lower(index - 1))
                && AFTER_NAME.contains(lower(index + 1))
                && !AFTER_NAME.contains(lower(index));
    }

    private String lower(int index) {
        return words.get(index).text().toLowerCase(Locale.ROOT);
    }
}
