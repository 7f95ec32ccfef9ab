@NullMarked
package dev.errata.embedded;

import org.jspecify.annotations.NullMarked;
