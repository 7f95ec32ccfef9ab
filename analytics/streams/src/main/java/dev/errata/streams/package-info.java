@NullMarked
package dev.errata.streams;

import org.jspecify.annotations.NullMarked;
