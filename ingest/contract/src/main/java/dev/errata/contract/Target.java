package dev.errata.contract;

import org.jspecify.annotations.Nullable;

/**
 * Whom and what was called.
 *
 * @param provider for instance {@code deepseek}
 * @param model as requested, for instance {@code deepseek-v4-flash}
 * @param operation method and route, for instance {@code POST /v1/chat/completions}
 * @param streaming whether a streamed answer was asked for
 * @param keyId a short fingerprint of the API key, never the key
 */
public record Target(
        @Nullable String provider,
        @Nullable String model,
        @Nullable String operation,
        @Nullable Boolean streaming,
        @Nullable String keyId) {}
