package dev.errata.contract.redact;

/** What the variable part of a secret is made of; ASCII only. */
@SuppressWarnings("ImmutableEnumChecker") // the array is filled once and never shared
public enum CharClass {
    DIGITS("0123456789"),
    HEX("0123456789abcdefABCDEF"),
    /** Letters and digits. */
    ALNUM(Ascii.ALNUM),
    /** Letters, digits, {@code _} and {@code -}: base64url without padding. */
    WORD(Ascii.ALNUM + "_-"),
    /** Letters, digits, {@code +} and {@code /}: base64 without padding. */
    BASE64(Ascii.ALNUM + "+/"),
    /** What RFC 9110 allows in credentials ({@code token68}). */
    TOKEN(Ascii.ALNUM + "-._~+/="),
    /** Names of headers, parameters, properties and attributes. */
    NAME(Ascii.ALNUM + "_-."),
    /** Digits, and what stands between their groups. */
    CARD("0123456789 -"),
    /** The part of an e-mail address before the {@code @}. */
    MAILBOX(Ascii.ALNUM + "._%+-"),
    /** The body of a PEM block: base64, its headers, its line ends, real ones and escaped. */
    PEM(Ascii.ALNUM + "+/=:,- \t\r\n\\");

    private final boolean[] members = new boolean[128];

    CharClass(String characters) {
        characters.chars().forEach(c -> members[c] = true);
    }

    /** Whether the character belongs to it. */
    boolean has(char c) {
        return c < members.length && members[c];
    }

    /** Enum constants cannot refer to a constant of their own enum. */
    private static final class Ascii {
        static final String ALNUM = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    }
}
