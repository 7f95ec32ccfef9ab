package dev.errata.app.node;

import dev.errata.core.policy.Policy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code errata.slo.target.ratio}: what the policy promises for each project with rules of its own, and for all others. */
final class ObjectiveMeters {
    private static final double PER_CENT = 100;
    private static final String OTHERS = "";

    private ObjectiveMeters() {}

    static void register(Policy policy, MeterRegistry registry) {
        register(OTHERS, policy.rules().slo(), registry);
        policy.projects().forEach((project, rules) -> register(project, rules.slo(), registry));
    }

    private static void register(String project, double slo, MeterRegistry registry) {
        Gauge.builder("errata.slo.target.ratio", () -> slo / PER_CENT)
                .description(
                        "Attempts that must not fail, by all; without a project: of those that no line of the policy names")
                .tag("project", project)
                .register(registry);
    }
}
