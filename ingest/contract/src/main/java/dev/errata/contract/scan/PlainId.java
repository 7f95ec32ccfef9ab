package dev.errata.contract.scan;

/** Reads a UUID of version 7 in its usual form. Not thread-safe. */
final class PlainId {
    private static final int LENGTH = "00000000-0000-0000-0000-000000000000".length();
    private static final int HEX_BITS = 4;
    private static final int VERSION = 7;
    private static final int IETF_VARIANT = 2;
    private static final byte[] HEX = hex();

    private long high;
    private long low;
    private boolean isHex;

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Whether it is one; if so {@link #high} and {@link #low} are its halves. */
    boolean read(byte[] bytes, int start, int end) {
        if (end - start != LENGTH
                || bytes[start + 8] != '-'
                || bytes[start + 13] != '-'
                || bytes[start + 18] != '-'
                || bytes[start + 23] != '-') {
            return false;
        }
        isHex = true;
        high = (number(bytes, start, 8) << 32) | (number(bytes, start + 9, 4) << 16) | number(bytes, start + 14, 4);
        low = (number(bytes, start + 19, 4) << 48) | number(bytes, start + 24, 12);
        return isHex && ((high >>> 12) & 0xF) == VERSION && low >>> 62 == IETF_VARIANT;
    }

    private long number(byte[] bytes, int start, int digits) {
        var number = 0L;
        for (int i = start; i < start + digits; i++) {
            var digit = HEX[bytes[i]];
            isHex &= digit >= 0;
            number = (number << HEX_BITS) | (digit & 0xF);
        }
        return number;
    }

    /** The value of each ASCII character as a digit, negative for what is none. */
    private static byte[] hex() {
        var hex = new byte[128];
        for (int c = 0; c < hex.length; c++) {
            hex[c] = (byte) Character.digit(c, 16);
        }
        return hex;
    }
}
