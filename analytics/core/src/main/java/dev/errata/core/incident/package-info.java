/**
 * Incidents: one for each outage, however many series show it. When one begins, goes on and ends is a pure function of
 * what the detectors say and of the log's time.
 */
@NullMarked
package dev.errata.core.incident;

import org.jspecify.annotations.NullMarked;
