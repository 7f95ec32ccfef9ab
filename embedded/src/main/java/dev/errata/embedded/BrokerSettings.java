package dev.errata.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The configuration of a lone broker that is its own controller: loopback only, small, quick to be ready. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private BrokerSettings() {}

    static Map<String, String> of(Path logs, int port, int controllerPort) {
        var settings = new Properties();
        try {
            settings.load(new StringReader(text(port, controllerPort)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.setProperty("log.dirs", logs.toString());
        return settings.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, settings::getProperty));
    }

    private static String text(int port, int controllerPort) {
        return """
            node.id = %1$d
            process.roles = broker,controller
            listeners = PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
            advertised.listeners = PLAINTEXT://127.0.0.1:%2$d
            listener.security.protocol.map = PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            controller.listener.names = CONTROLLER
            controller.quorum.voters = %1$d@127.0.0.1:%3$d

            auto.create.topics.enable = false
            default.replication.factor = 1
            min.insync.replicas = 1
            offsets.topic.replication.factor = 1
            offsets.topic.num.partitions = 4
            transaction.state.log.replication.factor = 1
            transaction.state.log.min.isr = 1
            transaction.state.log.num.partitions = 4
            share.coordinator.state.topic.replication.factor = 1
            share.coordinator.state.topic.min.isr = 1
            share.coordinator.state.topic.num.partitions = 1

            # Nobody else joins a group's start. After a kill, the next start waits out the dead node's session.
            group.initial.rebalance.delay.ms = 0
            broker.heartbeat.interval.ms = 250
            broker.session.timeout.ms = 3000

            # A quiet neighbour of the application in the same heap.
            num.network.threads = 2
            num.io.threads = 4
            background.threads = 2
            num.recovery.threads.per.data.dir = 2
            group.coordinator.threads = 1
            log.index.size.max.bytes = 1048576
            log.cleaner.dedupe.buffer.size = 8388608
            """.formatted(NODE_ID, port, controllerPort);
    }
}
