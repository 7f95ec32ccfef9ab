/**
 * Which slice of the calls drives a deviation, what changed when it began, and what is healthy meanwhile. Pure functions
 * of a cube of counts.
 */
@NullMarked
package dev.errata.core.attribute;

import org.jspecify.annotations.NullMarked;
