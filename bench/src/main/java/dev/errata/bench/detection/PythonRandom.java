package dev.errata.bench.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The random numbers of Python's {@code random.Random(seed)}, one for one: the labelled streams of a seed are the same
 * in both languages. A Mersenne Twister (MT19937) with the distributions that the generator draws from.
 */
final class PythonRandom {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;
    private static final int HASH_BYTES = 64;
    private static final long WORD = 0xFFFFFFFFL;
    private static final double LOG4 = Math.log(4);
    private static final double GAMMA_CONSTANT = 1 + Math.log(4.5);

    private final int[] state = new int[SIZE];
    private int next = SIZE;
    private double spareGauss = Double.NaN;

    PythonRandom(int seed) {
        this(new int[] {seed});
    }

    /** Of a text that begins with a letter: its bytes and their SHA-512 are the seed. */
    PythonRandom(String seed) {
        this(words(seed.getBytes(UTF_8)));
    }

    private PythonRandom(int[] key) {
        fill(19650218);
        var i = 1;
        for (int k = 0; k < Math.max(SIZE, key.length); k++) {
            var j = k % key.length;
            state[i] = (state[i] ^ (state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525) + key[j] + j;
            i = following(i);
        }
        for (int k = SIZE - 1; k > 0; k--) {
            state[i] = (state[i] ^ (state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941) - i;
            i = following(i);
        }
        state[0] = 0x80000000;
    }

    /** The least significant word first. */
    private static int[] words(byte[] text) {
        var bytes = ByteBuffer.allocate(text.length + HASH_BYTES)
                .put(text)
                .put(sha512(text))
                .array();
        var words = new int[Math.ceilDiv(bytes.length, Integer.BYTES)];
        for (int i = 0; i < bytes.length; i++) {
            words[i / Integer.BYTES] |= (bytes[bytes.length - 1 - i] & 0xFF) << (Byte.SIZE * (i % Integer.BYTES));
        }
        return words;
    }

    private static byte[] sha512(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has it", e);
        }
    }

    private void fill(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    private int following(int i) {
        if (i + 1 < SIZE) {
            return i + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    private int word() {
        if (next == SIZE) {
            twist();
        }
        var y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            var y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7FFFFFFF);
            state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908B0DF);
        }
        next = 0;
    }

    /** In [0, 1), with 53 bits. */
    double random() {
        var high = (word() & WORD) >>> 5;
        var low = (word() & WORD) >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    double uniform(double from, double to) {
        return from + (to - from) * random();
    }

    /** A whole number from 0, below the bound. */
    int below(int bound) {
        var bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
        var drawn = word() >>> (Integer.SIZE - bits);
        while (drawn >= bound) {
            drawn = word() >>> (Integer.SIZE - bits);
        }
        return drawn;
    }

    <T> T choice(List<T> from) {
        return from.get(below(from.size()));
    }

    /** Without replacement. */
    int[] sample(int[] from, int count) {
        var pool = from.clone();
        var drawn = new int[count];
        for (int i = 0; i < count; i++) {
            var j = below(pool.length - i);
            drawn[i] = pool[j];
            pool[j] = pool[pool.length - i - 1];
        }
        return drawn;
    }

    double gauss(double mean, double deviation) {
        var z = spareGauss;
        spareGauss = Double.NaN;
        if (Double.isNaN(z)) {
            var angle = random() * 2 * Math.PI;
            var radius = Math.sqrt(-2 * Math.log(1 - random()));
            z = Math.cos(angle) * radius;
            spareGauss = Math.sin(angle) * radius;
        }
        return mean + z * deviation;
    }

    double pareto(double alpha) {
        return Math.pow(1 - random(), -1 / alpha);
    }

    double gamma(double shape, double scale) {
        if (shape > 1) {
            return gammaAboveOne(shape) * scale;
        }
        return shape == 1 ? -Math.log(1 - random()) * scale : gammaBelowOne(shape) * scale;
    }

    /** Cheng 1977. */
    private double gammaAboveOne(double shape) {
        var inverse = Math.sqrt(2 * shape - 1);
        var b = shape - LOG4;
        var c = shape + inverse;
        while (true) {
            var u1 = random();
            if (u1 <= 1e-7 || u1 >= 0.9999999) {
                continue;
            }
            var u2 = 1 - random();
            var v = Math.log(u1 / (1 - u1)) / inverse;
            var x = shape * Math.exp(v);
            var z = u1 * u1 * u2;
            var r = b + c * v - x;
            if (r + GAMMA_CONSTANT - 4.5 * z >= 0 || r >= Math.log(z)) {
                return x;
            }
        }
    }

    /** Kennedy and Gentle's algorithm GS. */
    private double gammaBelowOne(double shape) {
        while (true) {
            var b = (Math.E + shape) / Math.E;
            var p = b * random();
            var x = p <= 1 ? Math.pow(p, 1 / shape) : -Math.log((b - p) / shape);
            var u1 = random();
            if (p > 1 ? u1 <= Math.pow(x, shape - 1) : u1 <= Math.exp(-x)) {
                return x;
            }
        }
    }

    int poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean >= 30) {
            return (int) Math.max(0, Math.rint(gauss(mean, Math.sqrt(mean))));
        }
        var count = 0;
        var product = random();
        var limit = Math.exp(-mean);
        while (product > limit) {
            count++;
            product *= random();
        }
        return count;
    }
}
