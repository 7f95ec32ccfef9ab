/** What an installation wants to be told of, and when not. */
@NullMarked
package dev.errata.core.policy;

import org.jspecify.annotations.NullMarked;
