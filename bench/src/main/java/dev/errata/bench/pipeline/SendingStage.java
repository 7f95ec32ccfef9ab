package dev.errata.bench.pipeline;

import dev.errata.bench.ingest.HttpConnection;
import dev.errata.bench.ingest.LocalGateway;
import dev.errata.bench.topology.KeyedEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Clients that make new events and post them to a gateway, as long as they may. */
final class SendingStage implements Stage {
    private static final int BATCH = 500;
    private static final int CONNECTIONS = 16;
    private static final int ACCEPTED = 202;
    private static final int KEYS = 300;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LocalGateway gateway;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final List<Future<?>> clients = new ArrayList<>();
    private final List<KeyedEvents> sources = new ArrayList<>();
    private volatile LongSupplier limit = () -> 0;
    private volatile boolean stopping;
    private ExecutorService threads = Executors.newCachedThreadPool();

    SendingStage(LocalGateway gateway) {
        this.gateway = gateway;
        for (int client = 0; client < CONNECTIONS; client++) {
            sources.add(new KeyedEvents(KEYS, client));
        }
    }

    @Override
    public String name() {
        return "gateway";
    }

    /** From now on they post until so many have been posted in all. */
    void upTo(LongSupplier newLimit) {
        limit = newLimit;
    }

    @Override
    public void start() {
        stopping = false;
        threads = Executors.newFixedThreadPool(CONNECTIONS);
        sources.forEach(source -> clients.add(threads.submit(() -> post(source))));
    }

    @Override
    public long done() {
        return done.get();
    }

    /** The first failure of any client is thrown here. */
    @Override
    public void stop() throws ExecutionException, InterruptedException {
        stopping = true;
        threads.shutdown();
        for (var client : clients) {
            client.get();
        }
        clients.clear();
    }

    private Void post(KeyedEvents source) throws IOException {
        try (var connection = new HttpConnection(gateway.port())) {
            while (!stopping) {
                if (mayPost()) {
                    post(connection, source);
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
        return null;
    }

    private boolean mayPost() {
        if (begun.addAndGet(BATCH) <= limit.getAsLong()) {
            return true;
        }
        begun.addAndGet(-BATCH);
        return false;
    }

    private void post(HttpConnection connection, KeyedEvents source) throws IOException {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < BATCH; i++) {
            body.writeBytes(source.next(now));
            body.write('\n');
        }
        var status = connection.post(HttpConnection.request("/v1/events", "application/x-ndjson", body.toByteArray()));
        if (status != ACCEPTED) {
            throw new IOException("the gateway answered " + status);
        }
        done.addAndGet(BATCH);
    }
}
