package dev.errata.emitter.internal;

import java.util.concurrent.CompletableFuture;

/** The way to Errata. Called by one thread. */
public interface Transport extends AutoCloseable {

    /**
     * What a parcel may hold, and how many may be on their way at once.
     *
     * @param messages in a parcel
     * @param bytes of values in a parcel, unless it holds a single message
     */
    record Capacity(int messages, int bytes, int parcels) {}

    Capacity capacity();

    /** Sends it, once. Neither blocks nor throws; the future always completes, and never exceptionally. */
    CompletableFuture<Answer> send(Parcel parcel);

    /** Gives up what is on its way. */
    @Override
    void close();
}
