package dev.errata.bench.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.EventIds;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Events of about 450 bytes, evenly of so many series, as the emitter writes them. One thread at a time. */
public final class KeyedEvents {
    private static final List<String> REGIONS = List.of("eu-central-1", "us-east-1", "ap-southeast-1");

    private final SplittableRandom random;
    private final List<byte[]> tails = new ArrayList<>();

    /** The same seed and times give the same events. */
    public KeyedEvents(int keys, long seed) {
        random = new SplittableRandom(seed);
        for (int key = 0; key < keys; key++) {
            tails.add(tail(key).getBytes(US_ASCII));
        }
    }

    /** The next one, which happened at the time. */
    public byte[] next(Instant time) {
        var head = "{\"event_id\":\"" + EventIds.random(time, random) + "\",\"time\":\"" + time + '"';
        var ids = ",\"request_id\":\"req_" + Long.toHexString(random.nextLong()) + "\",\"latency_ms\":"
                + random.nextInt(20, 30_000) + '}';
        var tail = tails.get(random.nextInt(tails.size()));
        return ByteBuffer.allocate(head.length() + tail.length + ids.length())
                .put(head.getBytes(US_ASCII))
                .put(tail)
                .put(ids.getBytes(US_ASCII))
                .array();
    }

    private static String tail(int key) {
        return (",\"project\":\"default\",\"app\":\"app-%d\",\"app_version\":\"4.1.2\",\"env\":\"production\""
                        + ",\"region\":\"%s\",\"provider\":\"deepseek\",\"model\":\"model-%d\""
                        + ",\"operation\":\"POST /v1/chat/completions\",\"status\":429,\"code\":\"code-%d\""
                        + ",\"type\":\"rate_limit_error\",\"message\":\"Rate limit reached for this organization on tokens"
                        + " per min (TPM): Limit 30000, Used 29730, Requested 812.\"")
                .formatted(key % 10, REGIONS.get(key % REGIONS.size()), key / 10 % 10, key / 100);
    }
}
