@NullMarked
package dev.errata.migrations;

import org.jspecify.annotations.NullMarked;
