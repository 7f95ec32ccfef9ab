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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of the list of dead letters: {@code reason}, {@code topic}, {@code from},
 * {@code to}; {@code state=all} for those stored meanwhile, too; {@code limit}; and {@code after}, the {@code next} of the
 * page before.
 */
final class DeadLetterParameters {
    private static final Set<String> KNOWN = Set.of("reason", "topic", "from", "to", "state", "limit", "after");
    private static final String REASONS =
            Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.joining(", "));
    private static final int DEFAULT_LIMIT = 100;

    private final Map<String, List<String>> sent;
    private final TimeParameters times;

    DeadLetterParameters(Map<String, List<String>> sent, Instant now) {
        this.sent = sent;
        this.times = new TimeParameters(now);
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
        sent.keySet().stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw refused(name, "is no parameter; known are reason, topic, from, to, state, limit and after");
        });
        var filter = new Filter(project, reason(), orNull(text("topic")), time("from"), time("to"), all());
        return new Question(filter, text("after").map(DeadLetterParameters::place), limit());
    }

    /** As {@link #place} reads it. */
    static String text(Place place) {
        return place.receivedAt() + "," + place.id();
    }

    private static Place place(String text) {
        var parts = text.split(",", 2);
        var id = DeadLetterId.parse(parts[parts.length - 1]);
        if (parts.length != 2 || id.isEmpty()) {
            throw refused("after", "must be the next of the page before");
        }
        return new Place(new TimeParameters(Instant.EPOCH).instant("after", parts[0]), id.get());
    }

    private @Nullable String reason() {
        var reason = text("reason");
        if (reason.isPresent()
                && Arrays.stream(Reason.values()).map(Reason::code).noneMatch(reason.get()::equals)) {
            throw refused("reason", "must be one of " + REASONS);
        }
        return orNull(reason);
    }

    private @Nullable Instant time(String name) {
        return orNull(text(name).map(text -> times.instant(name, text)));
    }

    private boolean all() {
        return switch (text("state").orElse("open")) {
            case "open" -> false;
            case "all" -> true;
            default -> throw refused("state", "must be open or all");
        };
    }

    private int limit() {
        var text = text("limit").orElse(Integer.toString(DEFAULT_LIMIT));
        var limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > ListDeadLetters.MAX_LIMIT) {
            throw refused("limit", "must be from 1 to " + ListDeadLetters.MAX_LIMIT);
        }
        return limit;
    }

    private Optional<String> text(String name) {
        var values = sent.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw refused(name, "is given more than once");
        }
        return values.stream().findFirst().filter(value -> !value.isEmpty());
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }

    private static ApiException refused(String parameter, String why) {
        return ApiException.badRequest(parameter + " " + why).withParam(parameter);
    }
}
