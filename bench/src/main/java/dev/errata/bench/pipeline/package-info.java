/** The whole way from HTTP to Postgres, beside its parts. */
@NullMarked
package dev.errata.bench.pipeline;

import org.jspecify.annotations.NullMarked;
