package dev.errata.contract.normalise;

import java.util.Locale;

/** Why a call failed, where the answer says it. */
public enum Cause {
    /** No key was sent. */
    NO_AUTHORIZATION_HEADER,
    /** A key was sent in the wrong form, usually without {@code Bearer}. */
    BEARER_MISSING,
    /** The key was good once: revoked, disabled, deleted, expired. */
    KEY_REVOKED,
    /** The key is none that the API knows. */
    KEY_INVALID,
    /** The account may not use this model. */
    MODEL_ACCESS,
    /** The account, or its holder, is not verified. */
    VERIFICATION,
    /** The key is bound to other addresses or domains. */
    IP_OR_DOMAIN,
    /** The API does not serve this country or region. */
    REGION,
    /** The model was there once: deprecated, retired, removed. */
    MODEL_DEPRECATED,
    /** There is no model of that name, or none that the account can see. */
    MODEL_UNKNOWN,
    /** There is no such task. */
    TASK_UNKNOWN,
    /** There is nothing at that path: a wrong base URL or route. */
    PATH_UNKNOWN,
    /** A parameter of the request; the error names it. */
    PARAMETER;

    /** As it is written in JSON: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
