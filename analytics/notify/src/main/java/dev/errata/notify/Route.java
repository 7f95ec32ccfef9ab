package dev.errata.notify;

import dev.errata.contract.Owner;
import dev.errata.store.incident.Audience;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what.
 *
 * @param project whose incidents; null: of all
 * @param owner who can put them right; null: whoever
 * @param receivers the {@linkplain Receiver#group groups} that are told
 */
public record Route(@Nullable String project, @Nullable Owner owner, Set<String> receivers) {
    public Route {
        receivers = Set.copyOf(receivers);
    }

    /** The first route that an incident fits decides; all receivers are told of one that fits none. */
    public static Audience.Routing routing(List<Route> routes, List<Receiver> receivers) {
        return (project, owner) -> {
            var route = routes.stream().filter(one -> one.fits(project, owner)).findFirst();
            return receivers.stream()
                    .filter(receiver -> route.isEmpty() || route.get().receivers.contains(receiver.group()))
                    .map(Receiver::audience)
                    .toList();
        };
    }

    private boolean fits(String ofProject, Owner ofOwner) {
        return (project == null || project.equals(ofProject)) && (owner == null || owner == ofOwner);
    }
}
