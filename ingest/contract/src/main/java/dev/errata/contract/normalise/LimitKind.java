package dev.errata.contract.normalise;

import java.util.Locale;

/** Which limit a call ran into. */
public enum LimitKind {
    /** Balance, credits, spending limit: waiting does not help. */
    QUOTA("insufficient_quota"),
    /** Requests per time. */
    REQUESTS("rate_limit_error"),
    /** Tokens per time. */
    TOKENS("rate_limit_error"),
    /** Requests at the same time. */
    CONCURRENCY("rate_limit_error"),
    /** The provider's own capacity, whatever the account may use. */
    OVERLOAD("overloaded");

    private final String catalogueKey;

    LimitKind(String catalogueKey) {
        this.catalogueKey = catalogueKey;
    }

    /** As it is written in JSON: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String catalogueKey() {
        return catalogueKey;
    }
}
