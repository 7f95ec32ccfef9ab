/**
 * A Kafka broker and a PostgreSQL server on the loopback interface, for {@code errata up} and for tests, so that neither
 * needs an installation or a container. Data directories outlive the process, and both servers start again after any
 * kind of death, {@code kill -9} included.
 */
@NullMarked
package dev.errata.embedded;

import org.jspecify.annotations.NullMarked;
