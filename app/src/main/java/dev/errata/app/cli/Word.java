package dev.errata.app.cli;

import dev.errata.core.Nearest;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** An option's value that is one of a few words. */
final class Word {
    private Word() {}

    /** The word; where it is none of those, what was probably meant is said. */
    static String of(String option, String word, List<String> known, CommandLine command) {
        if (!known.contains(word)) {
            throw new ParameterException(
                    command,
                    "%s is \"%s\", must be one of %s; did you mean %s?"
                            .formatted(option, word, String.join(", ", known), Nearest.to(word, known)));
        }
        return word;
    }
}
