package dev.errata.contract.fingerprint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.redact.Redactor;

/** Any message has a template, and the same one before and after its secrets are masked. */
public final class FingerprintFuzz {
    private FingerprintFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        var message = new String(input, UTF_8);
        var template = MessageTemplate.of(message);
        if (!template.equals(MessageTemplate.of(message))) {
            throw new AssertionError("not the same template twice");
        }
        if (message.length() <= 4_096 && !template.equals(MessageTemplate.of(Redactor.STANDARD.redact(message)))) {
            throw new AssertionError("another template without the secrets");
        }
        Fingerprint.of(400, null, null, message);
    }
}
