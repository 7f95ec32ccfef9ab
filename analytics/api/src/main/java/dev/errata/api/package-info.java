@NullMarked
package dev.errata.api;

import org.jspecify.annotations.NullMarked;
