package dev.errata.app.backtest;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded, as NDJSON.
 *
 * @param events failed calls, in any order: they say when they came
 * @param calls totals in the order of their windows; null where nobody counted
 * @param since from when on errors would have been recorded; null: from the first record on
 */
public record Recording(
        Path events, @Nullable Path calls, @Nullable Instant since) {}
