/** The commands: what a person types, what they see, and the exit code. */
@NullMarked
package dev.errata.app.cli;

import org.jspecify.annotations.NullMarked;
