/** What would have been an incident: recorded events through the rules of the topology, in their own time. */
@NullMarked
package dev.errata.app.backtest;

import org.jspecify.annotations.NullMarked;
