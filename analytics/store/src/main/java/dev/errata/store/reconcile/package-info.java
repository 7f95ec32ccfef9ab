/**
 * Whether the stored rates are what the stored events and the recorded totals say, and how they are put right. Knows
 * nothing of windows that still change: the caller says up to when all has been stored.
 */
@NullMarked
package dev.errata.store.reconcile;

import org.jspecify.annotations.NullMarked;
