package dev.errata.app.node;

import java.nio.file.Path;
import java.time.Duration;
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

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        node = LiveNode.start(data);
    }

    @AfterAll
    void stop() {
        node.close();
    }
}
