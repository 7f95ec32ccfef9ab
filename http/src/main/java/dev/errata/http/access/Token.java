package dev.errata.http.access;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token as its owner has it: {@code errata_<id>_<secret>}, the id of 64 bits, the secret of 192, both in hex. The id is
 * public; of the secret only a hash is kept anywhere.
 */
public final class Token {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 24;
    private static final Pattern FORM = Pattern.compile("errata_([0-9a-f]{16})_([0-9a-f]{48})");

    private final String id;
    private final String secret;

    private Token(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** A new one. */
    public static Token random() {
        return new Token(hex(ID_BYTES), hex(SECRET_BYTES));
    }

    /** Empty where the text has another form. */
    public static Optional<Token> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches() ? Optional.of(new Token(match.group(1), match.group(2))) : Optional.empty();
    }

    /** Whether a token stands somewhere in the text. */
    public static boolean isIn(String text) {
        return FORM.matcher(text).find();
    }

    /** Names the token; no secret. */
    public String id() {
        return id;
    }

    /** What is kept of the secret. */
    public SecretHash hash() {
        return SecretHash.of(secret);
    }

    /** The whole token, to be shown once. */
    public String reveal() {
        return "errata_" + id + '_' + secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "errata_" + id + "_…";
    }

    private static String hex(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
