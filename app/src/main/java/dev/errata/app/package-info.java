@NullMarked
package dev.errata.app;

import org.jspecify.annotations.NullMarked;
