package dev.errata.contract.fingerprint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A short name for errors that are the same: equal in status, code, type and {@link MessageTemplate}. */
public final class Fingerprint {
    private static final int BYTES = 8;

    private Fingerprint() {}

    /** Sixteen hex digits that never change for the same error, whatever the process or the machine. */
    public static String of(Failure failure) {
        return of(failure.status(), failure.code(), failure.type(), failure.message());
    }

    /** The same sixteen digits as a number, the short way to store them. */
    public static long bits(String fingerprint) {
        return HexFormat.fromHexDigitsToLong(fingerprint);
    }

    /** What {@link #bits} was made from. */
    public static String ofBits(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    /** As {@link #of(Failure)}, of the parts. */
    public static String of(
            @Nullable Integer status, @Nullable String code, @Nullable String type, @Nullable String message) {
        var template = message == null ? "" : MessageTemplate.of(message);
        var parts = String.join(
                "\0", Objects.toString(status, ""), Objects.toString(code, ""), Objects.toString(type, ""), template);
        return HexFormat.of().formatHex(EventIds.sha256(parts.getBytes(UTF_8)), 0, BYTES);
    }
}
