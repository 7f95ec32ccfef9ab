package dev.errata.api;

import dev.errata.contract.Reason;
import dev.errata.http.ApiException;
import dev.errata.store.deadletter.DeadLetterId;
import dev.errata.store.query.ListDeadLetters;
import dev.errata.store.query.ListDeadLetters.Filter;
import dev.errata.store.query.ListDeadLetters.Place;
import dev.errata.store.query.ListDeadLetters.Question;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of the list of dead letters: {@code reason}, {@code topic}, {@code from},
 * {@code to}; {@code state=all} for those stored meanwhile, too; {@code limit}; and {@code after}, the {@code next} of the
 * page before.
 */
final class DeadLetterParameters {
    private static final String REASONS =
            Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.joining(", "));
    private static final int DEFAULT_LIMIT = 100;

    private final QueryParameters sent;

    DeadLetterParameters(Map<String, List<String>> sent, Instant now) {
        this.sent = new QueryParameters(sent, now);
    }

    /** A place in Kafka, as the API writes it. */
    static DeadLetterId id(String text) {
        return DeadLetterId.parse(text)
                .orElseThrow(() -> ApiException.badRequest("A dead letter is named topic:partition:offset,"
                                + " such as errata.events:0:42, or topic:partition:first-last")
                        .withParam("id"));
    }

    /** @throws ApiException 400, naming the parameter at fault */
    Question question(String project) {
        sent.requireKnown(false, "reason", "topic", "from", "to", "state", "limit", "after");
        var filter = new Filter(
                project,
                reason(),
                sent.text("topic").orElse(null),
                sent.time("from").orElse(null),
                sent.time("to").orElse(null),
                all());
        return new Question(
                filter,
                sent.text("after").map(DeadLetterParameters::place),
                sent.limit(DEFAULT_LIMIT, ListDeadLetters.MAX_LIMIT));
    }

    /** As {@link #place} reads it. */
    static String text(Place place) {
        return place.receivedAt() + "," + place.id();
    }

    private static Place place(String text) {
        var parts = text.split(",", 2);
        var id = DeadLetterId.parse(parts[parts.length - 1]);
        if (parts.length != 2 || id.isEmpty()) {
            throw QueryParameters.refused("after", "must be the next of the page before");
        }
        return new Place(new TimeParameters(Instant.EPOCH).instant("after", parts[0]), id.get());
    }

    private @Nullable String reason() {
        var reason = sent.text("reason");
        if (reason.isPresent()
                && Arrays.stream(Reason.values()).map(Reason::code).noneMatch(reason.get()::equals)) {
            throw QueryParameters.refused("reason", "must be one of " + REASONS);
        }
        return reason.orElse(null);
    }

    private boolean all() {
        return switch (sent.text("state").orElse("open")) {
            case "open" -> false;
            case "all" -> true;
            default -> throw QueryParameters.refused("state", "must be open or all");
        };
    }
}
