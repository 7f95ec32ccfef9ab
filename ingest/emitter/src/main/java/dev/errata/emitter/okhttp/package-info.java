/** Hook for OkHttp, and for the SDKs that stand on it. */
@NullMarked
package dev.errata.emitter.okhttp;

import org.jspecify.annotations.NullMarked;
