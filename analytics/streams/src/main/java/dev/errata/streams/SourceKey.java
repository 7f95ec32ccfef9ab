package dev.errata.streams;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.RateKey;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** One source's share of a cell. Its bytes begin with those of the cell, so that all shares are found by that prefix. */
record SourceKey(CellKey cell, String source, String operation) {

    static SourceKey of(TrafficRecord totals) {
        var operation = totals.target().operation();
        var cell = new CellKey(totals.window(), RateKey.of(totals));
        return new SourceKey(cell, totals.source(), operation == null ? "" : operation);
    }

    static Serde<SourceKey> serde() {
        return Serdes.serdeFrom((topic, key) -> key.toBytes(), (topic, bytes) -> read(new Bytes.Reader(bytes)));
    }

    private byte[] toBytes() {
        var out = new Bytes.Writer();
        cell.write(out);
        out.text(source);
        out.text(operation);
        return out.toBytes();
    }

    private static SourceKey read(Bytes.Reader in) {
        return new SourceKey(CellKey.read(in), in.text(), in.text());
    }
}
