package dev.errata.app.node;

import dev.errata.app.config.AppConfig;
import dev.errata.app.config.PostgresAddress;
import dev.errata.core.TimeRules;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An {@code errata up} in a JVM of its own, to be killed there, with a {@link Rival} beside it. */
final class ChildNode {
    private ChildNode() {}

    /** Arguments: the data directory, and the ports of web, Kafka and Postgres. */
    public static void main(String[] arguments) throws Exception {
        var flags = Map.of(
                "--data", arguments[0],
                "--port", arguments[1],
                "--kafka-port", arguments[2],
                "--postgres-port", arguments[3]);
        var config = AppConfig.of(Map.of(), flags);
        var report = new StartUpReport(
                new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), System::nanoTime);
        var node = new Wiring().start(config, report);
        // Asked to stop, it takes its servers along; killed, it cannot.
        Runtime.getRuntime().addShutdownHook(new Thread(node::close));
        var kafka = Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + config.kafkaPort());
        var postgres = PostgresAddress.embedded(config.postgresPort());
        Rival.start(kafka, postgres, TimeRules.DEFAULT, Safeguards.COMPLETE);
        System.out.write("ready\n".getBytes(StandardCharsets.US_ASCII));
        System.out.flush();
        node.await();
    }
}
