package dev.errata.bench;

/** One way to do the work that is measured. Used by one thread at a time. */
public interface Contender {

    /** As reports show it. */
    String name();

    /** Makes everything ready for a round, connections included. Not measured. */
    default void prepare() throws Exception {}

    /** Ends what {@link #prepare} and {@link #run} have left, whether they failed or not. Not measured. */
    default void tidy() throws Exception {}

    /**
     * Does one round of work, from its start until all of it is done and acknowledged.
     *
     * @return how many units it has done
     * @throws Exception where any of it failed
     */
    long run() throws Exception;
}
