package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.fingerprint.Fingerprint;
import dev.errata.contract.redact.Redactor;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private static final byte[] NOTHING = {};
    private static final List<String> WORDS = List.of(
            "status",
            "code 429",
            "HTTP 503",
            "error: 404",
            "12 tokens",
            "1,234,567",
            "model gpt-4o is not here",
            "req_8f2",
            "'quoted 12'",
            "\"max_tokens\": 400",
            "5 ms",
            "jan 12",
            "a/b/7",
            "https://x.y/v1?n=1",
            "3.5s",
            "#17",
            "450",
            "50",
            "4000",
            "x-ratelimit-1",
            "and",
            "{\"a\":1}",
            "RateLimitError",
            "*",
            "500 of 1000");

    /** Whatever was asked before. */
    @Test
    void message_ofRandomErrors_isTheContractsFingerprint() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var fingerprints = new Fingerprints();
        for (int i = 0; i < 20_000; i++) {
            var status = random.nextInt(4) == 0 ? null : (Integer) (400 + random.nextInt(200));
            var code = random.nextInt(3) == 0 ? null : "code_" + random.nextInt(3);
            var type = random.nextInt(3) == 0 ? null : "type" + random.nextInt(3);
            var message = message(random);
            fingerprints.begin(status == null ? 0 : status);
            label(fingerprints, code);
            label(fingerprints, type);
            var bytes = message.getBytes(US_ASCII);

            assertThat(fingerprints.message(status, bytes, 0, bytes.length))
                    .as("seed %d: %s %s %s %s", seed, status, code, type, message)
                    .isEqualTo(Fingerprint.bits(Fingerprint.of(status, code, type, message)));
        }
    }

    @Test
    void message_thatDiffersInAStatus_isAnother() {
        assertThat(of("status 429")).isNotEqualTo(of("status 500"));
        assertThat(of("status 4290")).isEqualTo(of("status 5001"));
    }

    private static long of(String message) {
        var fingerprints = new Fingerprints();
        fingerprints.begin(0);
        label(fingerprints, null);
        label(fingerprints, null);
        var bytes = message.getBytes(US_ASCII);
        return fingerprints.message(null, bytes, 0, bytes.length);
    }

    private static void label(Fingerprints fingerprints, @Nullable String label) {
        var bytes = label == null ? NOTHING : label.getBytes(US_ASCII);
        fingerprints.label(bytes, 0, bytes.length);
    }

    /** Short, so that skeletons meet; without secrets, as the row's writer makes sure. */
    private static String message(Random random) {
        var message = new StringBuilder();
        for (int words = random.nextInt(4); words > 0; words--) {
            message.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextBoolean() ? " " : ", ");
        }
        for (int i = 0; i < message.length(); i++) {
            if (Character.isDigit(message.charAt(i)) && random.nextInt(3) == 0) {
                message.setCharAt(i, (char) ('0' + random.nextInt(10)));
            }
        }
        var text = message.toString().strip();
        return Redactor.STANDARD.redact(text).equals(text) ? text : "";
    }
}
