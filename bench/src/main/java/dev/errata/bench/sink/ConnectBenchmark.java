package dev.errata.bench.sink;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Contest;
import dev.errata.bench.CpuMeter;
import dev.errata.bench.Effort;
import dev.errata.bench.Result;
import dev.errata.bench.broker.BrokerProcess;
import dev.errata.bench.ingest.EventTopic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * The event sink beside Kafka Connect with Debezium's JDBC sink, and both beside what Postgres can do at all. Connect and
 * Debezium are no part of Errata: {@code mvn -Pconnect -pl bench/connect package} fetches them into
 * {@code bench/connect/target/dependency}, where they are looked for from the working directory unless
 * {@code ERRATA_CONNECT_LIB} says where they are.
 */
public final class ConnectBenchmark implements Benchmark {
    private static final int WORKERS = 2;
    private static final String LIB = "ERRATA_CONNECT_LIB";
    private static final String DEFAULT_LIB = "bench/connect/target/dependency";

    /** Its tasks wait for a table before they could share partitions with one that comes later. */
    private static final Map<String, String> TASKS_START_TOGETHER = Map.of("group.initial.rebalance.delay.ms", "3000");

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public String description() {
        return "the event sink with " + WORKERS
                + " connections, beside Kafka Connect with Debezium's JDBC sink and bare COPY with as many"
                + " (fetch it first: mvn -Pconnect -pl bench/connect package)";
    }

    @Override
    public Result run(Effort effort) throws Exception {
        var jars = Path.of(System.getenv().getOrDefault(LIB, DEFAULT_LIB));
        try (var broker = BrokerProcess.startWith(TASKS_START_TOGETHER);
                var topic = EventTopic.create(broker.bootstrapServers());
                var database = BenchDatabase.start();
                var connect = ConnectProcess.start(jars, broker.bootstrapServers());
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            Preload.events(kafka, effort.units());
            ConnectTable.create(database);
            var theirs = new ConnectContender(connect, database, admin, WORKERS, effort.units());
            var ours = new SinkContender(new EventSinks(kafka, topic.id(), database, WORKERS), effort.units());
            SinkBenchmark.fill(ours);
            var copy = CopyContender.ofStoredRows(database, WORKERS);
            var meters = List.of(CpuMeter.ofThisProcess(), connect.cpu(), broker.cpu(), database.cpu());
            var result = new Contest("events", List.of(theirs, copy), List.of(ours), meters).run(effort);
            SinkBenchmark.checkAllStored(database, effort.units(), List.of("event", ConnectTable.NAME));
            return result;
        }
    }
}
