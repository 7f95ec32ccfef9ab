package dev.errata.app.node;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.Pause;
import dev.errata.app.config.AppConfig;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** An Errata in this JVM, on free ports and a directory of the test's. */
final class LiveNode implements AutoCloseable {
    private final Node node;
    private final ErrataClient client;

    private LiveNode(Node node) {
        this.node = node;
        this.client = new ErrataClient(node.address(), Pause.REAL);
    }

    static LiveNode start(Path data) throws StartFailedException, InterruptedException {
        var config = new AppConfig("127.0.0.1", 0, data, 0, 0, Duration.ofMinutes(10), 30);
        var quiet = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new LiveNode(new Wiring().start(config, new StartUpReport(quiet, System::nanoTime)));
    }

    Node node() {
        return node;
    }

    ErrataClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        node.close();
    }
}
