/** Reads {@code errata.yml}: what is an incident, who is told of it, and when nobody is. */
@NullMarked
package dev.errata.app.policy;

import org.jspecify.annotations.NullMarked;
