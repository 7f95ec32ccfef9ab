package dev.errata.contract.normalise;

import static dev.errata.contract.normalise.LimitKind.CONCURRENCY;
import static dev.errata.contract.normalise.LimitKind.OVERLOAD;
import static dev.errata.contract.normalise.LimitKind.QUOTA;
import static dev.errata.contract.normalise.LimitKind.REQUESTS;
import static dev.errata.contract.normalise.LimitKind.TOKENS;

import dev.errata.contract.Catalogue;
import dev.errata.contract.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells limits apart by what the answer says. */
final class LimitKinds {
    /** Statuses under which providers report limits; in a stream 200 is one of them. */
    private static final Set<Integer> LIMITED = Set.of(200, 403, 413, 429, 500, 503, 529);

    /**
     * The narrower meaning first: Google speaks of billing on every quota, however short; relays write {@code requests}
     * on an overload.
     */
    private static final List<Rule<LimitKind>> RULES = List.of(
            Rule.of(TOKENS, LIMITED, "tokensper\\w{0,40}(?:minute|day)"),
            Rule.of(REQUESTS, LIMITED, "requestsper\\w{0,40}(?:second|minute|day)|free_tier_requests"),
            Rule.of(
                    QUOTA,
                    Set.of(),
                    "insufficient[ _](?:account )?(?:balance|credit|fund)|not enough (?:balance|credit)"
                            + "|(?:balance|credits?) (?:is|are) (?:too low|insufficient|exhausted|depleted)"
                            + "|exceeded (?:your )?current quota|out of credits|more credits|any credits"
                            + "|all available credits|spend(?:ing)?[ _-]limit|api usage limits|monthly_request_count"
                            + "|payment required|billing (?:hard|account.{0,20}(?:not active|disabled))"
                            + "|overdue (?:balance|payment)|overdueerror|arrear|余额不足|欠费|额度(?:不足|已用尽)"),
            Rule.of(
                    OVERLOAD,
                    LIMITED,
                    "overloaded|over capacity|capacity (?:was |is )?(?:exceeded|reached)|(?:server|system|model)s?"
                            + "(?: is| are)?[ _](?:too |currently )?busy|high demand|负载"),
            Rule.of(CONCURRENCY, LIMITED, "concurren|too many (?:simultaneous|parallel)|并发"),
            Rule.of(
                    TOKENS,
                    LIMITED,
                    "^tokens$|tokens? per|tokens? rate|token_rate|\\b(?:tpm|tpd)\\b|too many tokens, please wait"
                            + "|tokens has exceeded"),
            Rule.of(
                    REQUESTS,
                    LIMITED,
                    "^requests$|requests? per|requests? (?:rate|frequency)|request_rate|\\b(?:rpm|rpd|rps|qps)\\b"
                            + "|(?:请求|访问|调用)(?:频率|过于频繁)|over ratelimit"));

    /** Counters that stand at nothing. */
    private static final Map<String, LimitKind> COUNTERS = counters();

    private LimitKinds() {}

    static Optional<LimitKind> of(RawAnswer raw, Failure failure, String text) {
        return isQuota(failure)
                ? Optional.of(QUOTA)
                : Rule.first(RULES, failure.status(), text).or(() -> exhausted(raw));
    }

    /** Whether the catalogue knows the code or the type as that of an empty account. */
    private static boolean isQuota(Failure failure) {
        return Catalogue.standard()
                .find(null, failure.code(), failure.type())
                .filter(entry -> entry.key().equals(QUOTA.catalogueKey()))
                .isPresent();
    }

    private static Optional<LimitKind> exhausted(RawAnswer raw) {
        if (raw.status() == null || raw.status() != 429) {
            return Optional.empty();
        }
        return COUNTERS.entrySet().stream()
                .filter(counter -> "0".equals(raw.header(counter.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, LimitKind> counters() {
        var counters = new LinkedHashMap<String, LimitKind>();
        counters.put("x-ratelimit-remaining-requests", REQUESTS);
        counters.put("anthropic-ratelimit-requests-remaining", REQUESTS);
        counters.put("x-ratelimit-remaining-tokens", TOKENS);
        counters.put("anthropic-ratelimit-tokens-remaining", TOKENS);
        counters.put("anthropic-ratelimit-input-tokens-remaining", TOKENS);
        counters.put("anthropic-ratelimit-output-tokens-remaining", TOKENS);
        return counters;
    }
}
