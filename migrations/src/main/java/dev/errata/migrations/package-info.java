/** The database schema, as Flyway migrations: append-only, one change a file. */
@NullMarked
package dev.errata.migrations;

import org.jspecify.annotations.NullMarked;
