package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Caller;
import dev.errata.contract.ClaimedCaller;
import dev.errata.contract.Limits;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Text;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.deadletter.Sender;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Tells who sent a record. The same record is always the same sender's, whether it can be read or not. */
final class Senders {
    /** The gateway's keys of events: project and id. */
    private static final Pattern KEY =
            Pattern.compile("(.{1," + Limits.LABEL_CHARS + "})/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Senders() {}

    static Sender of(Caller caller) {
        return new Sender(caller.projectOrDefault(), caller.app());
    }

    /**
     * Of a record that cannot be read as a whole: as far as it says so itself, else by its key. A topic that is one
     * project's tells the project before all.
     */
    static Sender of(ConsumerRecord<byte[], byte[]> record, RawTopics topics) {
        var claimed = claimed(record);
        var owner = topics.projectOf(record.topic());
        return owner == null ? claimed : new Sender(owner, claimed.app());
    }

    private static Sender claimed(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.value())
                .flatMap(ClaimedCaller::in)
                .map(claimed -> new Sender(redacted(claimed.projectOrDefault()), redacted(claimed.app())))
                .or(() -> ofKey(record.key()))
                .orElse(Sender.UNKNOWN);
    }

    private static Optional<Sender> ofKey(byte @Nullable [] key) {
        if (key == null || key.length > Limits.ID_CHARS * 4) {
            return Optional.empty();
        }
        return Optional.of(KEY.matcher(new String(key, UTF_8)))
                .filter(matcher -> matcher.matches())
                .map(matcher -> new Sender(redacted(Text.clean(matcher.group(1))), null));
    }

    private static @Nullable String redacted(@Nullable String label) {
        return label == null ? null : Redactor.STANDARD.redact(label);
    }
}
