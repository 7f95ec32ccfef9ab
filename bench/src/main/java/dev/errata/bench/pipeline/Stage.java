package dev.errata.bench.pipeline;

/** A part of the way from HTTP to Postgres, which works alone or beside the others. Used by one thread. */
interface Stage {

    /** As reports show it. */
    String name();

    /** Begins to work on what is there, and on what comes. */
    void start() throws Exception;

    /** How many events it has done since the benchmark began. */
    long done();

    /** Ends the work in order; it can be started again. */
    void stop() throws Exception;
}
