package dev.errata.contract.redact;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The 40 characters of an AWS secret access key: like a git hash in length, unlike it in being mixed. */
record AwsKey() implements Shape {
    static final int LENGTH = 40;
    private static final int LEAST_OF_EACH_CASE = 4;

    @Override
    public String triggers() {
        return "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/";
    }

    @Override
    public Optional<Run> run() {
        return Optional.of(new Run(CharClass.BASE64, CharClass.BASE64, LENGTH));
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        if (text.at(index - 1) != '=' && !text.isBoundary(index, CharClass.TOKEN)) {
            return null;
        }
        var end = text.endOf(CharClass.BASE64, index, LENGTH + 1);
        var exact = end - index == LENGTH && !CharClass.WORD.has(text.at(end));
        return exact && isMixed(text.slice(index, end)) ? new Span(index, end) : null;
    }

    private static boolean isMixed(String text) {
        var upper = text.chars().filter(Character::isUpperCase).count();
        var lower = text.chars().filter(Character::isLowerCase).count();
        return upper >= LEAST_OF_EACH_CASE && lower >= LEAST_OF_EACH_CASE && upper + lower < LENGTH;
    }
}
