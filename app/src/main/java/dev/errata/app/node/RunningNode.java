package dev.errata.app.node;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that {@link Wiring} or {@link Roles} has put together. */
final class RunningNode implements Node {
    private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);
    private static final Duration RHYTHM = Duration.ofSeconds(1);

    private final URI address;
    private final URI management;
    private final Supplier<Optional<String>> failure;
    private final Parts parts;

    RunningNode(URI address, URI management, Supplier<Optional<String>> failure, Parts parts) {
        this.address = address;
        this.management = management;
        this.failure = failure;
        this.parts = parts;
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public URI management() {
        return management;
    }

    @Override
    public void await() throws InterruptedException {
        var failed = failure.get();
        while (failed.isEmpty()) {
            Thread.sleep(RHYTHM);
            failed = failure.get();
        }
        LOG.error("{}", failed.get());
    }

    @Override
    public void close() {
        parts.close();
    }
}
