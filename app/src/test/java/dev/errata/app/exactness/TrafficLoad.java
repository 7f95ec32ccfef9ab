package dev.errata.app.exactness;

import dev.errata.contract.Caller;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.core.TimeRules;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Totals of calls, a few records a window and source, as they come in: some never, some twice, some after the one that
 * replaces them. Runs until it is interrupted.
 */
final class TrafficLoad implements Runnable {
    private static final List<String> SOURCES = List.of("pod-1", "pod-2", "pod-3");
    private static final List<String> APPS = List.of("checkout", "search");
    private static final TrafficRecordCodec CODEC = new TrafficRecordCodec();

    private final GatewayClient gateway;
    private final Random random;
    private final Set<TrafficScan.Sent> acknowledged = Collections.synchronizedSet(new HashSet<>());
    private long seq;

    TrafficLoad(GatewayClient gateway, long seed) {
        this.gateway = gateway;
        this.random = new Random(seed);
    }

    /** The records that must be in the log. */
    Set<TrafficScan.Sent> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    @Override
    public void run() {
        var window = TimeRules.windowOf(Instant.now());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                window = TimeRules.endOf(window);
                Thread.sleep(Math.max(0, TimeRules.endOf(window).toEpochMilli() - System.currentTimeMillis()));
                send(window);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Instant window) throws InterruptedException {
        var records = new ArrayList<TrafficRecord>();
        for (var source : SOURCES) {
            for (var app : APPS) {
                switch (random.nextInt(10)) {
                    case 0 -> seq++; // lost
                    case 1 -> records.addAll(Collections.nCopies(2, next(source, app, window)));
                    case 2 -> records.addAll(List.of(next(source, app, window), next(source, app, window)));
                    case 3 ->
                        records.addAll(List.of(next(source, app, window), next(source, app, window))
                                .reversed());
                    default -> records.add(next(source, app, window));
                }
            }
        }
        deliver(records);
        if (random.nextInt(5) == 0) {
            deliver(records);
        }
    }

    private TrafficRecord next(String source, String app, Instant window) {
        return new TrafficRecord(
                source,
                ++seq,
                window,
                new Caller(null, app, null, "prod", null),
                new Target("deepseek", "deepseek-v4", "POST /v1/chat/completions", null, null),
                100_000L + random.nextInt(100_000),
                null);
    }

    private void deliver(List<TrafficRecord> records) throws InterruptedException {
        var lines = new ByteArrayOutputStream();
        for (var record : records) {
            lines.writeBytes(CODEC.encode(record));
            lines.write('\n');
        }
        var rejected = gateway.post("/v1/traffic", lines.toByteArray(), false);
        while (rejected.isEmpty()) {
            Thread.sleep(200);
            rejected = gateway.post("/v1/traffic", lines.toByteArray(), true);
        }
        for (int i = 0; i < records.size(); i++) {
            if (!rejected.get().contains(i)) {
                acknowledged.add(new TrafficScan.Sent(
                        records.get(i).source(), records.get(i).seq()));
            }
        }
    }
}
