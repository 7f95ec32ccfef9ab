/** The tokens in the database: what the web server reads of them, and what an administrator does to them. */
@NullMarked
package dev.errata.store.access;

import org.jspecify.annotations.NullMarked;
