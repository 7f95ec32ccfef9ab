/** {@code errata bench detection}: how many incidents are found, how fast, and how many alarms are false. */
@NullMarked
package dev.errata.bench.detection;

import org.jspecify.annotations.NullMarked;
