package dev.errata.contract.normalise;

import static dev.errata.contract.normalise.LimitEnforcer.CLIENT;
import static dev.errata.contract.normalise.LimitEnforcer.GATEWAY;
import static dev.errata.contract.normalise.LimitEnforcer.PROVIDER;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells who refused a call. A gateway that hands on what the provider said did not refuse it. */
final class LimitEnforcers {
    /** Limiters of client libraries; only where no answer came. */
    private static final List<Rule<LimitEnforcer>> CLIENTS = List.of(Rule.of(
            CLIENT,
            Set.of(),
            "does not permit further calls|requestnotpermitted|bulkheadfull|rejected by the (?:rate|concurrency) limiter"
                    + "|ratelimiterrejected|bulkheadrejected|retry quota exceeded"));

    private static final List<Rule<LimitEnforcer>> RULES = List.of(
            Rule.of(
                    PROVIDER,
                    Set.of(),
                    "litellm\\.\\w{1,60}: (?:\\w{1,60}: )?\\w{1,60}exception - |provider returned error"),
            // LiteLLM
            Rule.of(
                    GATEWAY,
                    Set.of(),
                    "max parallel request limit reached|crossed tpm|limit type: \\w+\\. current limit|budget_exceeded"
                            + "|budget has been exceeded|over budget|no deployments available|over user-defined ratelimit"),
            // OpenRouter, one-api and its kin
            Rule.of(
                    GATEWAY,
                    Set.of(),
                    "openrouter\\.ai/(?:settings|credits|workspaces)|free-models-per|one_api_error|new_api_error|当前分组"
                            + "|insufficient_user_quota"),
            // Kong, Apigee, Envoy, Azure API Management, Cloudflare, Huawei
            Rule.of(
                    GATEWAY,
                    Set.of(),
                    "^api rate limit exceeded|policies\\.ratelimit|spike arrest|local_rate_limited"
                            + "|^rate limit is exceeded\\. try again in|^error code: 1015|\\| error 1015|^apig\\.03"));

    /** All that API gateways write about a limit of their own. */
    private static final List<Rule<LimitEnforcer>> BARE =
            List.of(Rule.of(GATEWAY, Set.of(), "^(?:too many requests|limit exceeded)$"));

    private LimitEnforcers() {}

    static Optional<LimitEnforcer> of(Answer answer, String text, Optional<ProviderError> sender) {
        var byClient =
                answer.raw().status() == null ? Rule.first(CLIENTS, null, text) : Optional.<LimitEnforcer>empty();
        return byClient.or(() -> Rule.first(RULES, null, text))
                .or(() -> sender.flatMap(entry -> bySender(answer, text, entry)));
    }

    /** JSON of a provider is its own; pages, bare text and silence under its name are whoever's stands in front. */
    private static Optional<LimitEnforcer> bySender(Answer answer, String text, ProviderError sender) {
        var isJson = answer.document().isObject();
        if (sender.gateway()) {
            return isJson ? Rule.first(BARE, null, text) : Optional.of(GATEWAY);
        }
        if (isJson) {
            return Optional.of(PROVIDER);
        }
        return ProviderErrors.authors(answer).anyMatch(ProviderError::gateway)
                ? Optional.of(GATEWAY)
                : Optional.empty();
    }
}
