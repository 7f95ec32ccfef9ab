package dev.errata.app.client;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param accepted how many records are stored for good
 * @param rejected the others
 */
public record Receipt(int accepted, List<Rejection> rejected) {

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
}
