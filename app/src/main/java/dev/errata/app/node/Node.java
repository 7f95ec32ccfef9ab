package dev.errata.app.node;

import java.net.URI;

/** A running process of Errata: one that does everything, or one role. Used by one thread. */
public interface Node extends AutoCloseable {

    /** Where it can be reached from this machine: by everybody, or, with nobody to answer, for health and metrics. */
    URI address();

    /** Where it tells of its health, which may be the same place. */
    URI management();

    /**
     * Waits until a part of it has failed for good. Returns then; its failure is in the log.
     *
     * @throws InterruptedException when somebody asked to stop
     */
    void await() throws InterruptedException;

    /** Stops everything, last started first, within 10 s. What was acknowledged stays. */
    @Override
    void close();

    /**
     * Makes one.
     *
     * @param <C> what it takes
     */
    interface Starter<C> {
        /**
         * Returns once it does what it is for. Whatever was started before a failure or an
         * interrupt is stopped again.
         *
         * @throws StartFailedException in words for the user
         * @throws InterruptedException when somebody asked to stop
         */
        Node start(C config, StartUpReport report) throws StartFailedException, InterruptedException;
    }
}
