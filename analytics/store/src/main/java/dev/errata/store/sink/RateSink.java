package dev.errata.store.sink;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Topics;
import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.Coverage;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.CallMetrics.TargetLabels;
import dev.errata.store.sink.Corrections.RateRow;
import dev.errata.store.sink.DeadLetters.Letter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Stores the cells that the topology tells, the last value of each. */
public final class RateSink implements Sink {
    private final RateRows rows = new RateRows();
    private final CoverageRows coverageRows = new CoverageRows();
    private final CallMetrics metrics;

    /** @param metrics is told by how much totals have grown */
    public RateSink(CallMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "rate-sink";
    }

    @Override
    public List<String> topics() {
        return List.of(Topics.RATES);
    }

    @Override
    public Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records, Refusals refusals)
            throws SQLException {
        var errors = new HashMap<RateRow, Cell>();
        var traffic = new HashMap<RateRow, Cell>();
        var coverage = new HashMap<RateRow, Coverage>();
        var refused = 0;
        for (var record : records) {
            try {
                var cell = CellCodec.decode(RawRecords.value(record));
                var row = new RateRow(cell.window(), cell.key());
                switch (cell.count()) {
                    case Cell.Errors _ -> errors.put(row, cell);
                    case Cell.Traffic _ -> traffic.put(row, cell);
                    case Coverage known -> coverage.put(row, known);
                }
            } catch (InvalidRecordException e) {
                refusals.refused(record, Sender.UNKNOWN, Letter.invalid(e));
                refused++;
            }
        }
        var grown = put(connection, errors, traffic);
        coverageRows.put(connection, coverage);
        refusals.onceIn(() -> grown.forEach(this::tell));
        return new Written(records.size() - refused, 0, refused);
    }

    @Override
    public void writePlain(Connection connection, ConsumerRecord<byte[], byte[]> like) throws SQLException {
        var cell = PlainRecords.cell(RawRecords.appended(like));
        put(connection, Map.of(new RateRow(cell.window(), cell.key()), cell), Map.of());
    }

    private void tell(RateKey key, long more) {
        var target = new TargetLabels(key.project(), key.value(Dimension.PROVIDER), key.value(Dimension.MODEL));
        metrics.requests(target, more);
    }

    private Map<RateKey, Long> put(Connection connection, Map<RateRow, Cell> errors, Map<RateRow, Cell> traffic)
            throws SQLException {
        if (!errors.isEmpty()) {
            rows.putErrors(connection, errors);
        }
        return traffic.isEmpty() ? Map.of() : rows.putTraffic(connection, traffic);
    }
}
