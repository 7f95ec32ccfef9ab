/** Talks to a running Errata over HTTP, and says which of two sends may have stored something twice. */
@NullMarked
package dev.errata.app.client;

import org.jspecify.annotations.NullMarked;
