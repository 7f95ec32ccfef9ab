package dev.errata.contract.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Failure;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    /** What stands here is stored: another value would split every error's history. */
    @Test
    void of_knownErrors_neverChanges() {
        assertThat(Fingerprint.of(429, "rate_limit_exceeded", "requests", "Please try again in 1.4s"))
                .isEqualTo("4a1332a782403ddb");
        assertThat(Fingerprint.of(404, null, "not_found_error", "model: claude-9"))
                .isEqualTo("7d43fcac7f2f847b");
        assertThat(Fingerprint.of(null, null, null, null)).isEqualTo("709e80c88487a241");
    }

    @Test
    void of_anotherNumber_isTheSame() {
        assertThat(Fingerprint.of(429, "x", null, "Limit 5 reached"))
                .isEqualTo(Fingerprint.of(429, "x", null, "limit 70 reached."));
    }

    @Test
    void of_anotherStatusCodeTypeOrMessage_isAnother() {
        assertThat(new String[] {
                    Fingerprint.of(429, "x", "y", "m"),
                    Fingerprint.of(430, "x", "y", "m"),
                    Fingerprint.of(429, "z", "y", "m"),
                    Fingerprint.of(429, "x", "z", "m"),
                    Fingerprint.of(429, "x", "y", "n"),
                    Fingerprint.of(429, "y", "x", "m"),
                })
                .doesNotHaveDuplicates();
        assertThat(Fingerprint.of(new Failure(429, "x", "y", "m", "p"))).isEqualTo(Fingerprint.of(429, "x", "y", "m"));
    }
}
