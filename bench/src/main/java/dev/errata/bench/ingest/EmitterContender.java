package dev.errata.bench.ingest;

import dev.errata.bench.Contender;
import dev.errata.emitter.Errata;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The library that applications embed, which is handed events as objects and masks, encodes and sends them. The
 * application here waits where the library would rather lose events than make it wait.
 */
final class EmitterContender implements Contender, AutoCloseable {
    private static final long MEMORY_BYTES = 128L * 1024 * 1024;
    private static final int MOST_WAITING = 20_000;
    private static final int LOOK_EVERY = 256;
    private static final Duration PAUSE = Duration.ofNanos(200_000);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Errata errata;
    private final Sample sample;
    private final int events;

    EmitterContender(Map<String, Object> connection, Sample sample, int events) {
        this.errata = Errata.builder().toKafka(connection).memory(MEMORY_BYTES).build();
        this.sample = sample;
        this.events = events;
    }

    @Override
    public String name() {
        return "emitter";
    }

    @Override
    public long run() throws IOException {
        var records = sample.records();
        for (int i = 0; i < events; i++) {
            if (i % LOOK_EVERY == 0) {
                awaitRoom();
            }
            errata.emit(records.get(i % records.size()).event());
        }
        if (!errata.flush(PATIENCE) || errata.stats().events().lostInAll() > 0) {
            throw new IOException("not all events were acknowledged: " + errata.stats());
        }
        return events;
    }

    private void awaitRoom() {
        while (errata.stats().events().waiting() > MOST_WAITING) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        errata.close();
    }
}
