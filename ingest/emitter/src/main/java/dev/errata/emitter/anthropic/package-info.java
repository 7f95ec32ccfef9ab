/** Hook for the Anthropic SDK, which does not let an OkHttp interceptor in. */
@NullMarked
package dev.errata.emitter.anthropic;

import org.jspecify.annotations.NullMarked;
