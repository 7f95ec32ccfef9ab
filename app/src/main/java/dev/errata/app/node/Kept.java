package dev.errata.app.node;

import dev.errata.store.retention.Aged;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How long a table's content is kept, and how much of it is older.
 *
 * @param days so many days before today stay
 * @param oldest the time of the oldest that is there; null where the table is empty
 * @param old how many rows or partitions are to go, or have gone
 * @param unit which of the two: {@code rows} or {@code partitions}
 * @param bytes how much of the disk they take; null of rows, whose place is only free for others of the table
 */
public record Kept(
        String table,
        int days,
        @Nullable Instant oldest,
        long old,
        String unit,
        @Nullable Long bytes) {

    static Kept rows(Aged aged, long old) {
        return new Kept(aged.table(), aged.days(), aged.oldest(), old, "rows", null);
    }

    /** @param past days, and the bytes of each */
    static Kept events(LocalDate today, LocalDate from, @Nullable LocalDate oldest, SortedMap<LocalDate, Long> past) {
        return new Kept(
                "event",
                (int) ChronoUnit.DAYS.between(from, today),
                oldest == null ? null : oldest.atStartOfDay().toInstant(ZoneOffset.UTC),
                past.size(),
                "partitions",
                past.values().stream().mapToLong(Long::longValue).sum());
    }
}
