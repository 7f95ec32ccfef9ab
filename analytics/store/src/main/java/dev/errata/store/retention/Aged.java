package dev.errata.store.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old a table's rows are.
 *
 * @param days how many days before today stay, by what holds for this table and those that it depends on
 * @param oldest the time of its oldest row; null where it has none
 * @param rows how many are older than that
 */
public record Aged(String table, int days, @Nullable Instant oldest, long rows) {}
