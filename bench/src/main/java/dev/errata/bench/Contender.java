package dev.errata.bench;

/** One way to do the work that is measured. Used by one thread at a time. */
public interface Contender {

    /** As reports show it. */
    String name();

    /**
     * Does one round of work, from its start until all of it is done and acknowledged.
     *
     * @return how many units it has done
     * @throws Exception where any of it failed
     */
    long run() throws Exception;
}
