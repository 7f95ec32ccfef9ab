package dev.errata.contract;

/** Who can put an error right. Always our judgement: the reference names no owner. */
public enum Owner {
    /** Whoever wrote or configured the call: request, key, model name. */
    CALLER,
    /** Whoever holds the account: balance, tier, rate. */
    QUOTA,
    /** The API that was called. */
    PROVIDER,
    /** Whatever stands between the two. */
    NETWORK,
    /** It cannot be told from the error alone. */
    UNKNOWN
}
