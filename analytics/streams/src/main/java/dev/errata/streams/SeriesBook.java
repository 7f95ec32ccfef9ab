package dev.errata.streams;

import dev.errata.core.RateKey;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** The series that came lately, read once: they come again each second. One thread. */
final class SeriesBook {
    private static final int MOST = 20_000;

    private final Map<Bytes, Series> all = new HashMap<>();

    /**
     * A series of rates.
     *
     * @param bytes as {@link RateKey#toBytes} writes it
     */
    record Series(Bytes bytes, RateKey key, UUID id) {}

    /** The series of these bytes, which must not change. */
    Series of(Bytes bytes) {
        var series = all.get(bytes);
        if (series == null) {
            if (all.size() >= MOST) {
                all.clear();
            }
            var key = RateKey.ofBytes(bytes.get(), 0, bytes.get().length);
            series = new Series(bytes, key, key.seriesId());
            all.put(bytes, series);
        }
        return series;
    }

    /** An equal one, which is the same as long as it is remembered. */
    Bytes known(Bytes bytes) {
        return of(bytes).bytes;
    }
}
