package dev.errata.contract.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes secrets that look like real ones, and the texts around them. */
public final class Secrets {
    /** The length of {@link Planted#trace()}. */
    public static final int TRACE_CHARS = 12;

    private static final String ALNUM = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final List<String> AROUND = List.of(
            "%s",
            "the key %s is not valid",
            "(%s)",
            "[%s], sent twice",
            "<%s>",
            "'%s'",
            "x=%s;",
            "tab\t%s\tend",
            "https://api.example.com/v1/models?limit=1&k=%s&alt=sse",
            "{\"error\":{\"message\":\"%s\"}}",
            "{\"body\":\"{\\\"k\\\":\\\"%s\\\"}\"}",
            "first line\\n%s\\nlast line",
            "中文 %s 中文",
            "at App.call(App.java:1): %s");
    private static final List<String> PAIRS = List.of(
            "api_key=%s",
            "apikey: %s",
            "GET /x?a=1&access_token=%s&b=2",
            "{\"x-api-key\":\"%s\"}",
            "{'password': '%s'}",
            "{\"body\":\"{\\\"client_secret\\\": \\\"%s\\\"}\"}",
            "jdbc:mysql://db/x?user=a&password=%s",
            "DB_PASSWORD=%s",
            "Authorization: Bearer %s",
            "authorization: Basic %s",
            "spring.datasource.password = %s",
            "postgres://app:%s@db:5432/x",
            "Set-Cookie: session=%s; Path=/");

    private final RandomGenerator random;

    /** Draws from the given source. */
    public Secrets(RandomGenerator random) {
        this.random = random;
    }

    /** A secret and the text that it stands in. */
    public record Planted(String secret, String text) {
        /** Twelve characters from the middle of the secret: that many are too many wherever they show. */
        public String trace() {
            var middle = secret.length() / 2;
            return secret.substring(middle - TRACE_CHARS / 2, middle + TRACE_CHARS / 2);
        }
    }

    /** Another one. */
    public Planted next() {
        if (random.nextInt(5) == 0) {
            var secret = some(ALNUM, 12 + random.nextInt(30));
            return new Planted(secret, one(PAIRS).formatted(secret));
        }
        var secret = shaped();
        return new Planted(secret, one(AROUND).formatted(secret));
    }

    private String shaped() {
        return switch (random.nextInt(22)) {
            case 0 -> "sk-" + some(ALNUM, 32 + random.nextInt(17));
            case 1 -> "sk-" + "ant-api03-" + some(ALNUM + "_-", 93) + "AA";
            case 2 -> "sk-" + "proj-" + some(ALNUM + "_-", 40);
            case 3 -> "AIza" + some(ALNUM + "_-", 35);
            case 4 -> "AKIA" + some(UPPER, 16);
            case 5 -> "ASIA" + some(UPPER, 16);
            case 6 -> "ghp_" + some(ALNUM, 36);
            case 7 -> "github_pat_" + some(ALNUM, 22) + '_' + some(ALNUM, 59);
            case 8 -> "xoxb-" + some("0123456789", 12) + '-' + some(ALNUM, 24);
            case 9 -> "hf_" + some(ALNUM, 34);
            case 10 -> "gsk_" + some(ALNUM, 52);
            case 11 -> "xai-" + some(ALNUM, 80);
            case 12 -> "r8_" + some(ALNUM, 37);
            case 13 -> "glpat-" + some(ALNUM + "_-", 20);
            case 14 -> "Bearer " + some(ALNUM + "._-", 24 + random.nextInt(20));
            case 15 -> "Basic " + base64("user" + random.nextInt(1000) + ":" + some(ALNUM, 12));
            case 16, 17 -> jwt();
            case 18 -> "-----BEGIN PRIVATE" + " KEY-----\\n" + some(ALNUM + "+/", 64) + "\\n-----END PRIVATE KEY-----";
            case 19, 20 -> some(ALNUM, 8) + '.' + some(ALNUM, 5) + '@' + some(ALNUM, 6) + ".example.com";
            default -> card();
        };
    }

    private String jwt() {
        return "eyJ" + some(ALNUM + "_-", 30) + '.' + some(ALNUM + "_-", 40) + '.' + some(ALNUM + "_-", 43);
    }

    private String card() {
        var digits = new StringBuilder("4" + some("0123456789", 14));
        var sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(i) - '0';
            sum += i % 2 == 1 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }
        return digits.append((10 - sum % 10) % 10).toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private String some(String alphabet, int length) {
        return random.ints(length, 0, alphabet.length())
                .collect(StringBuilder::new, (out, i) -> out.append(alphabet.charAt(i)), StringBuilder::append)
                .toString();
    }

    private String one(List<String> templates) {
        return templates.get(random.nextInt(templates.size()));
    }
}
