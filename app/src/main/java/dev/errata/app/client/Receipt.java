package dev.errata.app.client;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of a batch.
 *
 * @param accepted how many records are stored for good
 * @param rejected the others
 */
public record Receipt(int accepted, List<Rejection> rejected) {

    /** Of no records at all. */
    public static final Receipt NONE = new Receipt(0, List.of());

    /**
     * One record that was not accepted.
     *
     * @param index its place in the batch, from 0
     * @param field the field at fault; empty where it is the record as a whole
     * @param reason such as {@code invalid_field}
     * @param message in words
     */
    public record Rejection(int index, String field, String reason, String message) {}

    public Receipt {
        rejected = List.copyOf(rejected);
    }

    /** Both together; the indices stay those of their own batches. */
    public Receipt plus(Receipt other) {
        var both = Stream.concat(rejected.stream(), other.rejected.stream()).toList();
        return new Receipt(accepted + other.accepted, both);
    }
}
