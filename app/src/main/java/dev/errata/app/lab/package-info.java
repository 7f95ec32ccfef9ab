/** Runs single parts of Errata on recorded input, so that they can be judged on their own. */
@NullMarked
package dev.errata.app.lab;

import org.jspecify.annotations.NullMarked;
