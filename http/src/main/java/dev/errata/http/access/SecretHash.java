package dev.errata.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a secret. No slow hash is needed: a secret of 192 random bits cannot be guessed, however fast one tries.
 */
public final class SecretHash {
    /** Matches no secret that anybody knows; compared with where there is nothing else, so that it takes as long. */
    static final SecretHash DECOY = Token.random().hash();

    private final byte[] bytes;

    private SecretHash(byte[] bytes) {
        this.bytes = bytes;
    }

    static SecretHash of(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return new SecretHash(digest.digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As it was stored. */
    public static SecretHash ofBytes(byte[] stored) {
        return new SecretHash(stored.clone());
    }

    /** To be stored. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Takes the same time wherever the two differ. */
    boolean matches(SecretHash other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }
}
