package dev.errata.app.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one running Errata. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class WithLiveNode {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // started before any test
    LiveNode node;

    /** By which commands find it. */
    @SuppressWarnings("NullAway.Init") // set before any test
    List<String> flags;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        var kafka = Integer.toString(NodeProcess.freePort());
        var postgres = Integer.toString(NodeProcess.freePort());
        node = LiveNode.start(data, Map.of("--kafka-port", kafka, "--postgres-port", postgres));
        flags = List.of(
                "--data",
                data.toString(),
                "--port",
                Integer.toString(node.node().address().getPort()),
                "--kafka-bootstrap-servers",
                "127.0.0.1:" + kafka,
                "--postgres-port",
                postgres);
    }

    @AfterAll
    void stop() {
        node.close();
    }
}
