package dev.errata.contract.quick;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.Times;
import java.time.Instant;

/** Writes times; those within the same second as the one before in a tenth of the time. One thread at a time. */
final class TimeText {
    /** Some time before the year 2100. */
    private static final long END = 4_000_000_000L;

    private static final int NANOS = 1_000;
    private static final int MILLI = 1_000;

    private long second = -1;
    private byte[] text = {};

    /** Whether it is one that is written here: of these decades, to the microsecond. */
    boolean put(Instant time, Buffer out) {
        var seconds = time.getEpochSecond();
        var micros = time.getNano() / NANOS;
        if (seconds < 0 || seconds >= END || micros * NANOS != time.getNano()) {
            return false;
        }
        out.put(EventField.TIME.start());
        out.put(upToSeconds(seconds));
        if (micros != 0) {
            out.put((byte) '.');
            if (micros % MILLI == 0) {
                out.putDigits(micros / MILLI, 3);
            } else {
                out.putDigits(micros, 6);
            }
        }
        out.put((byte) 'Z');
        out.put((byte) '"');
        return true;
    }

    private byte[] upToSeconds(long seconds) {
        if (seconds != second) {
            var whole = Times.format(Instant.ofEpochSecond(seconds));
            text = whole.substring(0, whole.length() - 1).getBytes(US_ASCII);
            second = seconds;
        }
        return text;
    }
}
