package dev.errata.streams;

import dev.errata.core.RateKey;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** One series in one window. As bytes they sort by window. */
record CellKey(Instant window, RateKey key) {

    static Serde<CellKey> serde() {
        return Serdes.serdeFrom((topic, key) -> key.toBytes(), (topic, bytes) -> read(new Bytes.Reader(bytes)));
    }

    byte[] toBytes() {
        var out = new Bytes.Writer();
        write(out);
        return out.toBytes();
    }

    void write(Bytes.Writer out) {
        out.int64(window.getEpochSecond());
        out.key(key);
    }

    static CellKey read(Bytes.Reader in) {
        return new CellKey(Instant.ofEpochSecond(in.int64()), in.key());
    }
}
