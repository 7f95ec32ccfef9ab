/** What retries and asynchronous tasks do: which conditions there are and how their numbers are reckoned. Pure. */
@NullMarked
package dev.errata.core.retry;

import org.jspecify.annotations.NullMarked;
