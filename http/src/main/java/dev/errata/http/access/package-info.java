/**
 * Who asks: tokens, their scopes, and what is known of them. Knows neither HTTP nor a database; the store implements
 * {@link dev.errata.http.access.TokenStore}.
 */
@NullMarked
package dev.errata.http.access;

import org.jspecify.annotations.NullMarked;
