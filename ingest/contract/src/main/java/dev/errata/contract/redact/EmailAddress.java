package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/** A mailbox, {@code @}, and a domain of at least two labels; {@code %40} stands for {@code @} in a URL. */
record EmailAddress() implements Shape {
    private static final int LONGEST_MAILBOX = 128;
    private static final int LONGEST_DOMAIN = 253;
    private static final String ESCAPED_AT = "%40";

    @Override
    public String triggers() {
        return "@%";
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        var sign = text.at(index) == '@' ? 1 : ESCAPED_AT.length();
        if (sign > 1 && !text.startsWith(ESCAPED_AT, index)) {
            return null;
        }
        var start = startOfMailbox(text, index);
        var end = start == index ? index : endOfDomain(text, index + sign);
        return end > index ? new Span(start, end) : null;
    }

    /** An escape such as {@code \n} or {@code %20} just before the address is no part of it. */
    private static int startOfMailbox(Scan text, int end) {
        var start = text.startOf(CharClass.MAILBOX, end, LONGEST_MAILBOX);
        if (text.at(start - 1) == '\\' && start + 1 < end) {
            return start + 1;
        }
        return start;
    }

    /** Where the domain ends, -1 if it is none: letters close it, after at least one dot. */
    private static int endOfDomain(Scan text, int start) {
        var end = text.endOf(CharClass.NAME, start, LONGEST_DOMAIN);
        while (end > start && !Character.isLetterOrDigit(text.at(end - 1))) {
            end--;
        }
        for (int dot = end - 1; dot > start; dot--) {
            if (text.at(dot) == '.') {
                return Character.isLetter(text.at(dot + 1)) && end - dot > 2 ? end : -1;
            }
        }
        return -1;
    }
}
