@NullMarked
package dev.errata.contract;

import org.jspecify.annotations.NullMarked;
