/** Looks at an installation and says what is not well, and what to do about it. Changes nothing. */
@NullMarked
package dev.errata.app.node.doctor;

import org.jspecify.annotations.NullMarked;
