package dev.errata.contract.redact;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Names of headers, parameters, properties and attributes whose value is a secret, whatever it looks like. */
final class SecretNames {
    /** Any name that ends so, after its separators and capitals are gone: {@code x-api-key}, {@code db.password}. */
    private static final List<String> ENDINGS = List.of(
            "apikey",
            "password",
            "passwd",
            "passphrase",
            "secret",
            "secretkey",
            "accesskey",
            "privatekey",
            "signingkey",
            "authkey",
            "subscriptionkey",
            "accountkey",
            "accesstoken",
            "refreshtoken",
            "sessiontoken",
            "securitytoken",
            "authtoken",
            "idtoken",
            "bearertoken",
            "credential",
            "credentials",
            "authorization",
            "cookie");

    private static final Set<String> WHOLE = Set.of("pwd", "pass", "sig");

    /** Endings of names that often hold something else: its value must look like a secret, too. */
    private static final List<String> VAGUE_ENDINGS = List.of("token", "signature", "auth");

    private static final List<String> ANNOUNCEMENTS = List.of("api key", "key provided", "token provided");

    private static final Pairs LAST_TWO = new Pairs();

    static {
        Stream.of(ENDINGS, WHOLE, VAGUE_ENDINGS, ANNOUNCEMENTS)
                .flatMap(Collection::stream)
                .forEach(name -> LAST_TWO.add(name.charAt(name.length() - 2), name.charAt(name.length() - 1)));
    }

    private static final List<String> COMPLAINTS = List.of("invalid", "incorrect", "missing", "expired", "unknown");

    private SecretNames() {}

    /** How much a name says about its value. */
    enum Strength {
        NONE,
        VAGUE,
        SURE
    }

    static Strength of(String name) {
        if (name.isEmpty()) {
            return Strength.NONE;
        }
        var plain =
                name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(".", "");
        var sure = WHOLE.contains(plain) || endsWithAny(plain, ENDINGS);
        if (sure && COMPLAINTS.stream().noneMatch(plain::startsWith)) {
            return Strength.SURE;
        }
        return sure || endsWithAny(plain, VAGUE_ENDINGS) ? Strength.VAGUE : Strength.NONE;
    }

    /** Whether any name that says something, or any word that announces a key, ends with these two; ASCII. */
    static boolean mayEndWith(int beforeLast, int last) {
        return LAST_TWO.has(beforeLast, last);
    }

    private static boolean endsWithAny(String text, List<String> endings) {
        for (var ending : endings) {
            if (text.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** Cookies have their own pairs inside. */
    static boolean isCookie(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("cookie");
    }

    /** Whether prose that ends so introduces a key: {@code Incorrect API key provided: …}. */
    static boolean announces(String prose) {
        var lower = prose.toLowerCase(Locale.ROOT);
        return ANNOUNCEMENTS.stream().anyMatch(lower::endsWith);
    }
}
