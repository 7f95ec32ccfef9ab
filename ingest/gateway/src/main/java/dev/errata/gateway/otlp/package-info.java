/**
 * What OpenTelemetry says about calls of APIs: requests of OTLP/HTTP in, error events and totals of calls out. Pure: no
 * I/O and no clock. The conventions are tables, made from version 1.44.0 of OpenTelemetry's; old names are taken, too.
 */
@NullMarked
package dev.errata.gateway.otlp;

import org.jspecify.annotations.NullMarked;
