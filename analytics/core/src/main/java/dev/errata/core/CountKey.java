package dev.errata.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Names what an event is counted under: its window and its labels, as bytes. Equal ones mean the same series and window;
 * the converse holds for all but the odd record, and counts of the same series may be added up later.
 *
 * <p>The one that {@link EventJudge} shows is written anew for each event; a {@link #copy} stays as it is. One thread.
 */
public final class CountKey implements Comparable<CountKey> {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int INITIAL_BYTES = 512;
    private static final int STEP = 2 * Long.BYTES;
    private static final long FIRST_SECRET = new SecureRandom().nextLong();
    private static final long SECOND_SECRET = new SecureRandom().nextLong();

    private byte[] bytes;
    private int length;
    private int hash;

    CountKey() {
        this(new byte[INITIAL_BYTES], 0, 0);
    }

    private CountKey(byte[] bytes, int length, int hash) {
        this.bytes = bytes;
        this.length = length;
        this.hash = hash;
    }

    /** Itself, for keeping. */
    public CountKey copy() {
        return new CountKey(Arrays.copyOf(bytes, length), length, hash);
    }

    /** How many bytes it takes. */
    public int size() {
        return length;
    }

    /** Begins a key; those of different kinds are never equal. */
    void begin(byte kind, long window) {
        length = 0;
        reserve(1 + Long.BYTES);
        bytes[0] = kind;
        WORDS.set(bytes, 1, window);
        length = 1 + Long.BYTES;
    }

    /** Adds a part, which holds no NUL. */
    void add(byte[] source, int start, int end) {
        var size = end - start;
        reserve(size + 1);
        System.arraycopy(source, start, bytes, length, size);
        length += size;
        bytes[length++] = 0;
    }

    /** Ends the key. Multiplied with what nobody knows, two words at a time, so that nobody can make keys collide. */
    void end() {
        reserve(STEP);
        Arrays.fill(bytes, length, length + STEP, (byte) 0);
        var sum = FIRST_SECRET ^ length;
        for (int at = 0; at < length; at += STEP) {
            sum = mixed(sum ^ (long) WORDS.get(bytes, at), SECOND_SECRET ^ (long) WORDS.get(bytes, at + Long.BYTES));
        }
        hash = (int) (sum >>> Integer.SIZE);
    }

    private static long mixed(long one, long other) {
        return one * other ^ Math.unsignedMultiplyHigh(one, other);
    }

    /** Whether it is what stands there. */
    public boolean isAt(byte[] place, int start, int end) {
        return Arrays.equals(bytes, 0, length, place, start, end);
    }

    /** Writes its {@link #size} bytes there. */
    public void copyTo(byte[] place, int start) {
        System.arraycopy(bytes, 0, place, start, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CountKey key
                && hash == key.hash
                && Arrays.equals(bytes, 0, length, key.bytes, 0, key.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Lets a hash map bear keys that somebody made collide. */
    @Override
    public int compareTo(CountKey other) {
        return Arrays.compareUnsigned(bytes, 0, length, other.bytes, 0, other.length);
    }
}
