package dev.errata.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.api.PagedFile.Page;
import dev.errata.contract.Caller;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.Cell;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.http.Access;
import dev.errata.store.query.EventFilter;
import dev.errata.store.query.ListTotals;
import dev.errata.store.query.ListTotals.Place;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All totals of 10 s as a file of the contract's records, in the order of their windows, for a backtest. Answers {@code from}
 * and {@code to}, by default the last 24 hours, and dimensions of traffic.
 */
final class TrafficExportHandler implements Handler {
    /** Of the totals of all emitters; who they were is not stored. */
    private static final String SOURCE = "errata-export";

    private static final String[] KNOWN = Stream.concat(
                    Stream.of("from", "to"),
                    Arrays.stream(Dimension.values())
                            .filter(Dimension::isOfTraffic)
                            .map(Dimension::column))
            .toArray(String[]::new);

    private final ListTotals listTotals;
    private final Redactor redactor;
    private final InstantSource clock;
    private final TrafficRecordCodec codec = new TrafficRecordCodec();

    TrafficExportHandler(ListTotals listTotals, Redactor redactor, InstantSource clock) {
        this.listTotals = listTotals;
        this.redactor = redactor;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) throws IOException {
        var now = clock.instant();
        var sent = new EventParameters(ctx.queryParamMap(), now);
        sent.parameters().requireKnown(false, KNOWN);
        var filter = sent.filter(Access.project(ctx));
        var seq = seq(now);
        PagedFile.write(
                ctx, "errata-traffic", ExportFormat.NDJSON, (Optional<Place> after) -> page(filter, seq, after));
    }

    /**
     * Of a source's records about the same, the one with the highest number counts. The table has one row for each, so
     * within a file any numbers that grow would do; of two files, the one that was exported later has the later sums. No
     * more than one line is written in a microsecond.
     */
    private static AtomicLong seq(Instant now) {
        return new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, now));
    }

    private Page<Place> page(EventFilter filter, AtomicLong seq, Optional<Place> after) {
        var page = listTotals.answer(new ListTotals.Question(
                filter.project(), filter.from(), filter.to(), filter.labels(), after, ListTotals.MAX_LIMIT));
        return new Page<>(page.totals().stream().map(cell -> line(cell, seq.incrementAndGet())), page.next());
    }

    private String line(Cell cell, long seq) {
        return new String(codec.encode(redactor.redact(record(cell, seq))), UTF_8);
    }

    private static TrafficRecord record(Cell cell, long seq) {
        var key = cell.key();
        var totals = (Cell.Traffic) cell.count();
        var calls = totals.calls();
        return new TrafficRecord(
                SOURCE,
                seq,
                cell.window(),
                new Caller(
                        key.project(),
                        value(key, Dimension.APP),
                        null,
                        value(key, Dimension.ENV),
                        value(key, Dimension.REGION)),
                new Target(value(key, Dimension.PROVIDER), value(key, Dimension.MODEL), null, null, null),
                totals.requests(),
                calls == null ? null : new TrafficRecord.Calls(calls.total(), calls.failed(), calls.rescued()));
    }

    private static @Nullable String value(RateKey key, Dimension dimension) {
        var value = key.value(dimension);
        return value.isEmpty() ? null : value;
    }
}
