/**
 * Real servers for the tests of other modules, one of each per JVM, started when first asked for. Depend on the test-jar
 * of {@code errata-embedded} to use them.
 */
@NullMarked
package dev.errata.embedded.testing;

import org.jspecify.annotations.NullMarked;
