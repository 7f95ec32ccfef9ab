package dev.errata.bench.sink;

import dev.errata.bench.Contender;
import dev.errata.store.sink.SinkWorker;
import java.sql.SQLException;
import java.util.List;

/** Errata's event sink: all of a topic from its start. */
final class SinkContender implements Contender {
    private final EventSinks sinks;
    private final long events;
    private List<SinkWorker> running = List.of();
    private Gate gate = new Gate(0, 0);

    SinkContender(EventSinks sinks, long events) {
        this.sinks = sinks;
        this.events = events;
    }

    @Override
    public String name() {
        return "event sink";
    }

    /** Afterwards all workers have their partitions and are about to ask where to read. */
    @Override
    public void prepare() throws SQLException, InterruptedException {
        sinks.database().execute("TRUNCATE event, sink_offset, series, rate_10s");
        sinks.database().settle();
        gate = new Gate(sinks.workers(), events);
        running = sinks.start(gate::before, gate.metrics());
        gate.awaitWorkers();
    }

    @Override
    public long run() throws InterruptedException {
        gate.open();
        gate.awaitStored();
        return events;
    }

    @Override
    public void tidy() {
        gate.open();
        running.forEach(SinkWorker::close);
        running = List.of();
    }
}
