package dev.errata.api;

import dev.errata.http.ApiException;
import dev.errata.store.query.ListIncidents;
import dev.errata.store.query.ListIncidents.Place;
import dev.errata.store.query.ListIncidents.Question;
import dev.errata.store.query.ListIncidents.Which;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The query parameters of the list of incidents: {@code state}, open (the default), resolved or all; {@code from}
 * and {@code to}, between which they opened; {@code limit}; and {@code after}, the {@code next} of the page before.
 */
final class IncidentParameters {
    private static final int DEFAULT_LIMIT = 100;

    private final QueryParameters sent;

    IncidentParameters(Map<String, List<String>> sent, Instant now) {
        this.sent = new QueryParameters(sent, now);
    }

    /** @throws ApiException 400, naming the parameter at fault */
    Question question(String project) {
        sent.requireKnown(false, "state", "from", "to", "limit", "after");
        return new Question(
                project,
                which(),
                sent.time("from").orElse(null),
                sent.time("to").orElse(null),
                sent.text("after").map(IncidentParameters::place),
                sent.limit(DEFAULT_LIMIT, ListIncidents.MAX_LIMIT));
    }

    /** As {@link #place} reads it. */
    static String text(Place place) {
        return place.openedAt() + "," + place.id();
    }

    private static Place place(String text) {
        try {
            var comma = text.indexOf(',');
            var openedAt = new TimeParameters(Instant.EPOCH).instant("after", text.substring(0, Math.max(0, comma)));
            return new Place(openedAt, UUID.fromString(text.substring(comma + 1)));
        } catch (IllegalArgumentException e) {
            throw QueryParameters.refused("after", "must be the next of the page before");
        }
    }

    private Which which() {
        return switch (sent.text("state").orElse("open")) {
            case "open" -> Which.OPEN;
            case "resolved" -> Which.RESOLVED;
            case "all" -> Which.ALL;
            default -> throw QueryParameters.refused("state", "must be open, resolved or all");
        };
    }
}
