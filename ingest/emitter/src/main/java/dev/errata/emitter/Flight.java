package dev.errata.emitter;

import dev.errata.emitter.internal.Answer;
import dev.errata.emitter.internal.Kind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A parcel on its way. */
record Flight(List<Pending> records, CompletableFuture<Answer> answer, Instant sentAt) {

    Flight {
        records = List.copyOf(records);
    }

    /** The same of all of them. */
    Kind kind() {
        return records.get(0).message().kind();
    }
}
