/**
 * From counts of the log to incidents: keeps the series of each project, shows them to the detectors window by window and
 * makes one incident of what belongs together. All that it remembers is in a {@link dev.errata.core.monitor.Table}, and
 * it knows no time but the log's: the same counts give the same incidents.
 */
@NullMarked
package dev.errata.core.monitor;

import org.jspecify.annotations.NullMarked;
