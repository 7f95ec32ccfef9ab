/** Hook for java.net.http: a client that wraps the application's. */
@NullMarked
package dev.errata.emitter.http;

import org.jspecify.annotations.NullMarked;
