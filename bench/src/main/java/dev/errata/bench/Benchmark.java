package dev.errata.bench;

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
}
