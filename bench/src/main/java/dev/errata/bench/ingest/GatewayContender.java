package dev.errata.bench.ingest;

import dev.errata.bench.Contender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** NDJSON over several connections through a real gateway; a batch is done when its 202 has come. */
final class GatewayContender implements Contender, AutoCloseable {
    private static final int BATCH = 500;
    private static final int CONNECTIONS = 16;
    private static final int ACCEPTED = 202;

    private final LocalGateway gateway;
    private final List<byte[]> requests;
    private final int batches;

    /** The number of events is rounded down to whole batches, of at least one. */
    GatewayContender(Map<String, Object> connection, Sample sample, int events) {
        requests = requests(sample);
        batches = Math.max(1, events / BATCH);
        gateway = new LocalGateway(connection);
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public long run() throws InterruptedException, ExecutionException {
        var next = new AtomicInteger();
        Callable<Void> client = () -> post(next);
        try (var clients = Executors.newFixedThreadPool(CONNECTIONS)) {
            var running = clients.invokeAll(
                    Stream.generate(() -> client).limit(CONNECTIONS).toList());
            for (var done : running) {
                done.get();
            }
        }
        return (long) batches * BATCH;
    }

    private Void post(AtomicInteger next) throws IOException {
        try (var connection = new HttpConnection(gateway.port())) {
            for (int batch = next.getAndIncrement(); batch < batches; batch = next.getAndIncrement()) {
                var status = connection.post(requests.get(batch % requests.size()));
                if (status != ACCEPTED) {
                    throw new IOException("the gateway answered " + status);
                }
            }
        }
        return null;
    }

    private static List<byte[]> requests(Sample sample) {
        return IntStream.range(0, sample.records().size() / BATCH)
                .mapToObj(batch -> sample.records().subList(batch * BATCH, (batch + 1) * BATCH))
                .map(GatewayContender::request)
                .toList();
    }

    private static byte[] request(List<Sample.Item> items) {
        var body = new ByteArrayOutputStream();
        for (var item : items) {
            body.writeBytes(item.value());
            body.write('\n');
        }
        return HttpConnection.request("/v1/events", "application/x-ndjson", body.toByteArray());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
