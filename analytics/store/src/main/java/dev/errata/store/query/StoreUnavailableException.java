package dev.errata.store.query;

/** The database is away, too busy or too slow to answer. Nothing is wrong with the question: it may be asked again. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause what the driver says */
    public StoreUnavailableException(Throwable cause) {
        super("the database does not answer", cause);
    }
}
