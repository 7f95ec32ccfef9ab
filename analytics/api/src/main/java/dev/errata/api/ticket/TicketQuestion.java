package dev.errata.api.ticket;

import dev.errata.contract.Ids;
import dev.errata.core.ticket.ProviderProfile;
import dev.errata.core.ticket.ProviderProfiles;
import dev.errata.http.ApiException;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was asked for.
 *
 * @param ids in the order in which they were named, in the form in which they are stored
 * @param provider whom the ticket is for; empty: whose failure it is
 * @param zone whose time stands beside UTC; empty: none
 */
record TicketQuestion(
        List<String> ids, TicketFormat format, Optional<ProviderProfile> provider, Optional<ZoneId> zone) {
    private static final Set<String> KNOWN = Set.of("id", "format", "for", "zone");
    private static final int MOST_IDS = 50;

    /** @throws ApiException 400, naming the parameter at fault */
    static TicketQuestion of(Context ctx) {
        ctx.queryParamMap().keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw refused(name, "is no parameter; known are id, format, for and zone");
                });
        return new TicketQuestion(
                ids(ctx),
                text(ctx, "format").map(TicketQuestion::format).orElse(TicketFormat.JSON),
                text(ctx, "for").map(TicketQuestion::provider),
                text(ctx, "zone").map(TicketQuestion::zone));
    }

    private static List<String> ids(Context ctx) {
        var inPath = Stream.ofNullable(ctx.pathParamMap().get("id"));
        var ids = Stream.concat(inPath, ctx.queryParams("id").stream())
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .filter(id -> !id.isBlank())
                .map(Ids::canonical)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            throw refused("id", "is missing: any id of a failed call, or several, separated by commas");
        }
        if (ids.size() > MOST_IDS) {
            throw refused("id", "names " + ids.size() + " ids; a ticket takes at most " + MOST_IDS);
        }
        return ids;
    }

    private static TicketFormat format(String text) {
        return TicketFormat.named(text).orElseThrow(() -> refused("format", "must be md, txt or json"));
    }

    private static ProviderProfile provider(String text) {
        var profiles = ProviderProfiles.standard();
        return profiles.named(text)
                .orElseThrow(() -> refused("for", "must be one of " + String.join(", ", profiles.names())));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw refused("zone", "must be a time zone such as Europe/Berlin or +02:00");
        }
    }

    private static Optional<String> text(Context ctx, String name) {
        var values = ctx.queryParams(name);
        if (values.size() > 1) {
            throw refused(name, "is given more than once");
        }
        return values.stream().findFirst().filter(value -> !value.isEmpty());
    }

    private static ApiException refused(String parameter, String why) {
        return ApiException.badRequest(parameter + " " + why).withParam(parameter);
    }
}
