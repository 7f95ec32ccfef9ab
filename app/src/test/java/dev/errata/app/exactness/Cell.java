package dev.errata.app.exactness;

import dev.errata.core.RateKey;
import java.time.Instant;

/** One series in one window. */
record Cell(Instant window, RateKey key) {}
