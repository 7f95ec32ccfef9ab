package dev.errata.bench;

import java.nio.file.Path;
import java.util.Optional;

/** Measures one part of Errata beside a baseline. Makes its own data and servers, and leaves nothing behind. */
public interface Benchmark {

    /** As it is asked for. */
    String name();

    /** One line: what is compared with what. */
    String description();

    /**
     * Runs it, for seconds or minutes, on the caller's thread.
     *
     * @throws Exception where a contender or one of the servers fails: there is no result then
     */
    Outcome run(Effort effort) throws Exception;

    /**
     * The same with data that stay: made in the directory where they are not there, and used again where they are. Empty if
     * making them is part of what is measured, or takes no time.
     */
    default Optional<Benchmark> keptIn(Path directory) {
        return Optional.empty();
    }

    /**
     * The same with so many distinct events, which are sent over and over. Empty if it sends none over and over, or if
     * so many are too few or too many.
     */
    default Optional<Benchmark> withSample(int events) {
        return Optional.empty();
    }
}
