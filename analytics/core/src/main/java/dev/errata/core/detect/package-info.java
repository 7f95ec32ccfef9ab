/**
 * Whether a rate is abnormal. Pure: parameters, state and observation give the next state and a finding; time is in the
 * observation, so a replay gives the same findings.
 */
@NullMarked
package dev.errata.core.detect;

import org.jspecify.annotations.NullMarked;
