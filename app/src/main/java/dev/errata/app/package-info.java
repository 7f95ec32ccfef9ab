/** The program: command line, configuration and wiring. The only module that knows all the others. */
@NullMarked
package dev.errata.app;

import org.jspecify.annotations.NullMarked;
