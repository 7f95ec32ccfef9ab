package dev.errata.app.policy;

import dev.errata.core.policy.Policy;
import dev.errata.notify.Route;
import java.util.List;

/**
 * What stands in a policy file.
 *
 * @param policy what is an incident, and what is kept quiet
 * @param routes who is told of what; the first that fits decides
 */
public record PolicyFile(Policy policy, List<Route> routes) {
    /** What holds without a file: every incident is told to every receiver. */
    public static final PolicyFile DEFAULT = new PolicyFile(Policy.DEFAULT, List.of());

    public PolicyFile {
        routes = List.copyOf(routes);
    }
}
