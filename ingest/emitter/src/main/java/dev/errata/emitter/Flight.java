package dev.errata.emitter;

import dev.errata.emitter.internal.Answer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A parcel on its way. */
record Flight(List<Pending> records, CompletableFuture<Answer> answer, Instant sentAt) {

    Flight {
        records = List.copyOf(records);
    }
}
