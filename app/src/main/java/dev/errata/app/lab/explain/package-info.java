/** Localisation on recorded cubes, for scoring it from outside. */
@NullMarked
package dev.errata.app.lab.explain;

import org.jspecify.annotations.NullMarked;
