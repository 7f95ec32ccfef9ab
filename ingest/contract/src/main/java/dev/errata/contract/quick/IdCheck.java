package dev.errata.contract.quick;

/** Tells ids of version 7 that are written as Java writes them. */
final class IdCheck {
    /** {@code x}: a hexadecimal digit; {@code v}: 8, 9, a or b; else what stands there. */
    private static final String PATTERN = "xxxxxxxx-xxxx-7xxx-vxxx-xxxxxxxxxxxx";

    /** By place, then by character: no branch depends on the id, which is random. */
    private static final boolean[][] FITS =
            PATTERN.chars().mapToObj(IdCheck::fitting).toArray(boolean[][]::new);

    private IdCheck() {}

    static boolean isCanonical(byte[] text, int start, int end) {
        if (end - start != FITS.length) {
            return false;
        }
        var fits = true;
        for (int i = 0; i < FITS.length; i++) {
            fits &= FITS[i][text[start + i]];
        }
        return fits;
    }

    private static boolean[] fitting(int pattern) {
        var fitting = new boolean[128];
        switch (pattern) {
            case 'x' -> "0123456789abcdef".chars().forEach(c -> fitting[c] = true);
            case 'v' -> "89ab".chars().forEach(c -> fitting[c] = true);
            default -> fitting[pattern] = true;
        }
        return fitting;
    }
}
