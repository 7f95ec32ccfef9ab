package dev.errata.contract.normalise;

import static dev.errata.contract.normalise.LimitKind.CONCURRENCY;
import static dev.errata.contract.normalise.LimitKind.OVERLOAD;
import static dev.errata.contract.normalise.LimitKind.QUOTA;
import static dev.errata.contract.normalise.LimitKind.REQUESTS;
import static dev.errata.contract.normalise.LimitKind.TOKENS;

import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.contract.Failure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells limits apart by what the answer says. */
final class LimitKinds {
    /** Statuses under which providers report limits; in a stream 200 is one of them. */
    private static final Set<Integer> LIMITED = Set.of(200, 403, 413, 429, 500, 503, 529);

    /** What outdoes even a code: some providers speak of billing on every quota, however short. */
    private static final List<Rule<LimitKind>> NARROW = List.of(
            Rule.of(TOKENS, LIMITED, "tokensper\\w{0,40}(?:minute|day)|error-code#token-limit"),
            Rule.of(REQUESTS, LIMITED, "requestsper\\w{0,40}(?:second|minute|day)|free_tier_requests"));

    /** The narrower meaning first: relays write {@code requests} on an overload. */
    private static final List<Rule<LimitKind>> RULES = List.of(
            Rule.of(
                    QUOTA,
                    Set.of(),
                    "insufficient[ _](?:account )?(?:balance|credit|fund)|(?:not|n't) (?:have )?enough (?:balance|credit)"
                            + "|(?:balance|credits?|quota) (?:is|are) (?:too low|insufficient|exhausted|depleted|not enough)"
                            + "|exceed(?:ed|s) (?:your )?(?:current )?quota|out of credits|more credits|any credits"
                            + "|(?:cloud|included) credits|credit limit exceeded|all available credits|\\bkey limit exceeded"
                            + "|spend(?:ing)?[ _-]limit|api usage limits|monthly_request_count|set inference limit"
                            + "|budget_exceeded|budget limit exceeded|no credits|budget has been exceeded|over budget|daily free allocation"
                            + "|free tier.{0,40}has been exhausted|payment required"
                            + "|billing (?:hard|account.{0,20}(?:not active|disabled))"
                            + "|overdue (?:balance|payment)|overdueerror|arrear|余额不足|欠费|额度(?:不足|已用尽)"),
            Rule.of(
                    OVERLOAD,
                    LIMITED,
                    "overload(?:ed)?\\b|over capacity|capacity (?:was |is )?(?:exceeded|reached)"
                            + "|(?:server|system|model|service)s?(?: is| are)?[ _](?:too |currently )?busy|(?:high|heavy) traffic"
                            + "|queue_exceeded|pending requests exceeded|high demand|负载|当前api请求过多"),
            Rule.of(CONCURRENCY, LIMITED, "concurren|too many (?:simultaneous|parallel)|max parallel request|并发"),
            Rule.of(
                    TOKENS,
                    LIMITED,
                    "^tokens$|tokens?[ _]per|tokens? rate|token_rate|\\b(?:tpm|tpd)\\b|too many tokens, please wait"
                            + "|tokens has exceeded|throttling\\.allocationquota"),
            Rule.of(
                    REQUESTS,
                    LIMITED,
                    "^requests$|requests?[ _]per|requests? (?:rate|frequency)|request_rate|\\b(?:rpm|rpd|rps|qps)\\b"
                            + "|(?:queries|calls) ?(?:per|/)|call rate limit|requestlimitexceeded|limit type: requests"
                            + "|too many requests, please wait|rate limit of \\d{1,9} requests|spike arrest"
                            + "|local_rate_limited|^error code: 1015|limitexceededexception\\nlimit exceeded"
                            + "|(?:请求|访问|调用)(?:频率|过于频繁)|频率过高|over ratelimit"),
            // where no answer came: the caller's own limiter
            Rule.of(CONCURRENCY, Set.of(), "bulkhead.{0,120}is full|rejected by the concurrency limiter"),
            Rule.of(REQUESTS, Set.of(), "ratelimiter.{0,120}does not permit|rejected by the rate limiter"));

    /** Counters that stand at nothing. */
    private static final Map<String, LimitKind> COUNTERS = counters();

    private LimitKinds() {}

    static Optional<LimitKind> of(RawAnswer raw, Failure failure, String text) {
        return Rule.first(NARROW, failure.status(), text)
                .or(() -> isQuota(failure) ? Optional.of(QUOTA) : Rule.first(RULES, failure.status(), text))
                .or(() -> exhausted(raw));
    }

    /** Whether the entry is about any of the limits. */
    static boolean isOfLimits(CatalogueEntry entry) {
        return Arrays.stream(LimitKind.values()).map(LimitKind::catalogueKey).anyMatch(entry.key()::equals);
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
