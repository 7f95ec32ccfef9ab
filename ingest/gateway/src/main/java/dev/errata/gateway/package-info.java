@NullMarked
package dev.errata.gateway;

import org.jspecify.annotations.NullMarked;
