package dev.errata.contract.redact;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 13 to 19 digits of a card scheme, plain or in groups, whose check digit is right. */
record CardNumber() implements Shape {
    private static final int LEAST_DIGITS = 13;
    private static final int MOST_DIGITS = 19;
    private static final int LEAST_GROUP = 3;

    @Override
    public String triggers() {
        return "23456";
    }

    @Override
    public Optional<Run> run() {
        return Optional.of(new Run(CharClass.DIGITS, CharClass.CARD, LEAST_DIGITS));
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        if (!text.isBoundary(index, CharClass.NAME)) {
            return null;
        }
        var digits = new StringBuilder(MOST_DIGITS);
        var group = 0;
        var i = index;
        for (; digits.length() <= MOST_DIGITS; i++) {
            if (CharClass.DIGITS.has(text.at(i))) {
                digits.append(text.at(i));
                group++;
            } else if (group >= LEAST_GROUP && isGap(text, i)) {
                group = 0;
            } else {
                break;
            }
        }
        return !CharClass.WORD.has(text.at(i)) && isCard(digits) ? new Span(index, i) : null;
    }

    private static boolean isGap(Scan text, int index) {
        return (text.at(index) == ' ' || text.at(index) == '-') && CharClass.DIGITS.has(text.at(index + 1));
    }

    private static boolean isCard(CharSequence digits) {
        if (digits.length() < LEAST_DIGITS || digits.length() > MOST_DIGITS) {
            return false;
        }
        var issuer = Integer.parseInt(digits.subSequence(0, 4).toString());
        return (issuer >= 3000 || (issuer >= 2221 && issuer <= 2720)) && luhn(digits) % 10 == 0;
    }

    private static int luhn(CharSequence digits) {
        var sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(digits.length() - 1 - i) - '0';
            var weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum;
    }
}
