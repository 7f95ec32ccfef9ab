package dev.errata.core.ticket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a provider wants to be told of a failure. Immutable.
 *
 * @param provider as events name it, such as {@code deepseek}; {@code ''} for any that is not known
 * @param name for people
 * @param idName what the provider calls the request's id
 * @param support where a ticket goes; null where nobody said
 * @param statusPage where it says what is broken; null where nobody said
 * @param requestLog where it shows past requests, with {@code {request_id}} in the place of the id if it takes one; null
 *     where nobody said
 * @param firstFields the fields of an event that its support looks for first, by their names in the contract
 * @param hint what else to know before sending; null where there is nothing
 */
public record ProviderProfile(
        String provider,
        String name,
        String idName,
        @Nullable String support,
        @Nullable String statusPage,
        @Nullable String requestLog,
        List<String> firstFields,
        @Nullable String hint) {

    public ProviderProfile {
        firstFields = List.copyOf(firstFields);
    }
}
