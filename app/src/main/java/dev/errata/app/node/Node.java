package dev.errata.app.node;

import dev.errata.app.config.AppConfig;
import java.net.URI;

/** A running Errata: everything that {@code errata up} has started. Used by one thread. */
public interface Node extends AutoCloseable {

    /** Where the web server can be reached from this machine. */
    URI address();

    /**
     * Waits until a part of it has failed for good. Returns then; its failure is in the log.
     *
     * @throws InterruptedException when somebody asked to stop
     */
    void await() throws InterruptedException;

    /** Stops everything, last started first, within 10 s. What was acknowledged stays. */
    @Override
    void close();

    /** Makes one. */
    interface Starter {
        /**
         * Returns once events are accepted and questions answered. Whatever was started before a failure or an
         * interrupt is stopped again.
         *
         * @throws StartFailedException in words for the user
         * @throws InterruptedException when somebody asked to stop
         */
        Node start(AppConfig config, StartUpReport report) throws StartFailedException, InterruptedException;
    }
}
