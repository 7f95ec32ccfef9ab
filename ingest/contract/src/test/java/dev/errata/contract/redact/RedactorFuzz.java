package dev.errata.contract.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Whatever the text, redaction takes steps in proportion to its length, asked again it changes nothing, and a glance sees
 * no less.
 */
public final class RedactorFuzz {
    private static final int SPARE_STEPS = 2_000;
    private static final int STEPS_PER_CHAR = 150;

    private RedactorFuzz() {}

    private static boolean isAscii(byte[] input) {
        for (var b : input) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        var text = new String(input, UTF_8);
        var scan = new Scan(text);
        Redactor.STANDARD.pass(scan);
        if (scan.steps() > SPARE_STEPS + (long) STEPS_PER_CHAR * text.length()) {
            throw new AssertionError(scan.steps() + " steps for " + text.length() + " characters");
        }
        var redacted = Redactor.STANDARD.redact(text);
        if (!Redactor.STANDARD.redact(redacted).equals(redacted)) {
            throw new AssertionError("a second time gives another text");
        }
        if (isAscii(input) && Redactor.STANDARD.isPlainAndClean(input, 0, input.length) && !redacted.equals(text)) {
            throw new AssertionError("a secret that the glance has not seen");
        }
    }
}
