package dev.errata.contract.redact;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.redact.RedactionConfig.OwnPattern;
import dev.errata.contract.testing.Secrets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found clean at a glance is what a close look leaves as it is. */
class GlanceTest {
    private static final int TEXTS = 100_000;
    private static final List<String> PIECES =
            List.of((" ~-~--~-----BEGIN ~PRIVATE KEY-----~\\n~%20~%40~@~.~:~://~=~/~+~*~[redacted:~]~\"~\n~4111~1111~4~"
                            + "37828224631000~eyJ~EYJ~sk-~SK-~Bearer ~bEARER~basic~AKIA~akia~key~api_key~password~token~acme_~"
                            + "0123456789~abcdef~ABCDEF~a~Z~10.1.2.3~::1~hf_~xoxb-~errata_~error")
                    .split("~"));

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Secrets secrets = new Secrets(random);

    @Test
    void isClean_anyText_isWhatACloseLookLeavesAsItIs() {
        var own = new OwnPattern("acme", "acme_", CharClass.HEX, 6);
        var redactors = List.of(
                Redactor.STANDARD,
                new Redactor(new RedactionConfig(true, Set.of(), List.of(own))),
                new Redactor(new RedactionConfig(false, Set.of("a@b.cd"), List.of(own))));
        for (int i = 0; i < TEXTS; i++) {
            var text = text();
            for (var redactor : redactors) {
                assertThat(isClean(redactor, text))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(redactor.redact(text).equals(text));
                assertThat(isPlainAndClean(redactor, text))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(isPlain(text) && redactor.redact(text).equals(text));
                assertThat(isAtAGlance(redactor, text) && !isPlainAndClean(redactor, text))
                        .as("seed %d: %s", seed, text)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.errata.contract.redact.RedactorTest#negatives")
    void isClean_whatPeopleNeed_isClean(String text) {
        if (US_ASCII.newEncoder().canEncode(text)) {
            assertThat(isClean(Redactor.STANDARD, text)).isTrue();
            assertThat(isPlainAndClean(Redactor.STANDARD, text)).isEqualTo(isPlain(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The server had an error while processing your request. Sorry about that!",
                "This model's maximum context length is 128000 tokens. However, your messages resulted in 128123 tokens.",
                "You exceeded your current quota, please check your plan and billing details (request 12345).",
                "019c13a8-8b20-7abc-8def-0123456789ab",
                "req_0123456789abcdef",
                "0123456789abcdef0123456789abcdef",
                "POST /v1/chat/completions"
            })
    void isClean_whatProvidersSay_isCleanAtAGlance(String text) {
        assertThat(Glance.ofJson(RedactionRule.STANDARD).isClean(text.getBytes(US_ASCII), 0, text.length()))
                .isTrue();
    }

    private static boolean isClean(Redactor redactor, String text) {
        return redactor.isClean(('x' + text + 'x').getBytes(US_ASCII), 1, text.length() + 1);
    }

    private static boolean isPlainAndClean(Redactor redactor, String text) {
        return redactor.isPlainAndClean(('x' + text + 'x').getBytes(US_ASCII), 1, text.length() + 1);
    }

    private static boolean isAtAGlance(Redactor redactor, String text) {
        return redactor.isPlainAndCleanAtAGlance(('x' + text + 'x').getBytes(US_ASCII), 1, text.length() + 1);
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(piece());
        }
        return text.toString();
    }

    /** A secret, a part of one, or what secrets are made of. */
    private String piece() {
        var secret = secrets.next().text().replaceAll("[^ -~]", "?");
        return switch (random.nextInt(6)) {
            case 0 -> secret;
            case 1 -> secret.substring(random.nextInt(secret.length()));
            default -> PIECES.get(random.nextInt(PIECES.size()));
        };
    }
}
