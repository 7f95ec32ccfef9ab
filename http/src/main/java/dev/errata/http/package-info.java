/**
 * The web server that gateway and API share: limits, request ids, security headers, and errors in the very format that
 * Errata collects.
 */
@NullMarked
package dev.errata.http;

import org.jspecify.annotations.NullMarked;
