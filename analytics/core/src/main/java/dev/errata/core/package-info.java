@NullMarked
package dev.errata.core;

import org.jspecify.annotations.NullMarked;
