package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Topics;
import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.Coverage;
import dev.errata.core.RateKey;
import dev.errata.store.StoreDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSinkIT {
    private static final Instant WINDOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final RateKey ERRORS = new RateKey("acme", List.of("prod", "", "shop", "p", "m", "429", "c", "t"));
    private static final RateKey TRAFFIC = new RateKey("acme", List.of("prod", "", "shop", "p", "m", "", "", ""));

    private final RawLog log = new RawLog(Topics.RATES, 0);
    private final StoreDatabase database = StoreDatabase.empty();
    private final SinkHarness sink = new SinkHarness(new RateSink(CallMetrics.NOOP), database);

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void write_ofACellTwice_keepsTheLastValue() throws SQLException {
        assertThat(sink.write(errors(WINDOW, 3, false), errors(WINDOW, 7, false), errors(WINDOW, 5, true)))
                .isEqualTo(new Written(3, 0, 0));
        assertThat(rates()).containsExactly(List.of(5L, 0L, true));

        sink.write(errors(WINDOW, 9, true));
        assertThat(rates()).containsExactly(List.of(9L, 0L, true));
    }

    @Test
    void write_ofOneKeyInTwoWindows_keepsBoth_withOneSeries() throws SQLException {
        sink.write(errors(WINDOW, 1, true), errors(WINDOW.plusSeconds(10), 2, false));

        assertThat(rates()).containsExactly(List.of(1L, 0L, true), List.of(2L, 0L, false));
        assertThat(database.rows("SELECT * FROM series"))
                .containsExactly(List.of(ERRORS.seriesId(), "acme", "prod", "", "shop", "p", "m", "429", "c", "t"));
    }

    @Test
    void write_andCorrections_ofOneRow_leaveEachOtherAlone() throws SQLException {
        correct(2);
        assertThat(rates()).containsExactly(Arrays.asList(0L, 2L, null));

        sink.write(errors(WINDOW, 5, false));
        correct(-3);
        sink.write(errors(WINDOW, 6, true));

        assertThat(rates()).containsExactly(List.of(6L, -1L, true));
    }

    @Test
    void write_ofTotals_withAndWithoutCalls_replaces() throws SQLException {
        sink.write(traffic(90, new Cell.Calls(80, 5, 2), false));
        assertThat(totals()).containsExactly(List.of(90L, 80L, 5L, 2L, false));

        sink.write(traffic(100, null, true));
        assertThat(totals()).containsExactly(Arrays.asList(100L, null, null, null, true));
    }

    @Test
    void write_ofErrorsAndTotals_inOneBatch_storesBoth() throws SQLException {
        sink.write(errors(WINDOW, 5, false), traffic(90, null, false));

        assertThat(rates()).hasSize(1);
        assertThat(totals()).hasSize(1);
    }

    @Test
    void write_ofCoverage_replacesIt() throws SQLException {
        sink.write(coverage(new Coverage(9, 7, 1, 2, 3, 0.8)), coverage(new Coverage(10, 8, 0, 2, 3, 0.8)));
        sink.write(coverage(new Coverage(10, 8, 0, 2, 3, 0.8)));

        assertThat(database.rows(
                        "SELECT minute = '2026-06-15T12:00:00Z'::timestamptz, project, app, errors, covered, lost,"
                                + " without_request_id, without_code, least_share FROM coverage_1m"))
                .containsExactly(List.of(true, "acme", "shop", 10L, 8L, 0L, 2L, 3L, 0.8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{}",
                "{\"project\":\"p\",\"window\":\"yesterday\",\"errors\":1,\"closed\":true}",
                "{\"project\":\"p\",\"window\":\"2026-06-15T12:00:00Z\",\"closed\":true}",
                "{\"project\":\"p\",\"window\":\"2026-06-15T12:00:00Z\",\"errors\":\"many\",\"closed\":true}",
                "{\"project\":\"p\",\"window\":\"2026-06-15T12:00:00Z\",\"errors\":1}",
                "{\"window\":\"2026-06-15T12:00:00Z\",\"errors\":1,\"closed\":true}",
            })
    void write_ofAMalformedCell_isADeadLetter_andGoesOn(String json) throws SQLException {
        var malformed = log.append(json.getBytes(StandardCharsets.UTF_8), WINDOW);

        assertThat(sink.write(malformed, errors(WINDOW, 5, false))).isEqualTo(new Written(1, 0, 1));

        assertThat(database.rows("SELECT topic, record_offset, reason FROM dead_letter"))
                .containsExactly(List.of(Topics.RATES, 0L, "malformed"));
        assertThat(rates()).hasSize(1);
    }

    @Test
    void write_ofATombstone_isADeadLetter() throws SQLException {
        assertThat(sink.write(log.append((byte[]) null, WINDOW))).isEqualTo(new Written(0, 0, 1));
    }

    /** In the hour that comes twice, a local time without its offset would name two windows. */
    @Test
    void write_inTheHourThatATimeZoneRepeats_keepsTheWindowsApart() throws SQLException {
        var first = Instant.parse("2026-10-25T00:30:00Z");
        var before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (var berlin = StoreDatabase.empty()) {
            new SinkHarness(new RateSink(CallMetrics.NOOP), berlin)
                    .write(errors(first, 1, true), errors(first.plusSeconds(3600), 2, true));

            assertThat(berlin.rows(
                            "SELECT extract(epoch FROM window_start)::bigint, stream_count FROM rate_10s ORDER BY 1"))
                    .containsExactly(List.of(first.getEpochSecond(), 1L), List.of(first.getEpochSecond() + 3600, 2L));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private ConsumerRecord<byte[], byte[]> errors(Instant window, long count, boolean closed) {
        return log.append(CellCodec.encode(new Cell(window, ERRORS, new Cell.Errors(count), closed)), window);
    }

    private ConsumerRecord<byte[], byte[]> traffic(long requests, Cell.@Nullable Calls calls, boolean closed) {
        return log.append(
                CellCodec.encode(new Cell(WINDOW, TRAFFIC, new Cell.Traffic(requests, calls), closed)), WINDOW);
    }

    private ConsumerRecord<byte[], byte[]> coverage(Coverage coverage) {
        var minute = Instant.parse("2026-06-15T12:00:00Z");
        return log.append(CellCodec.encode(new Cell(minute, RateKey.ofApp("acme", "shop"), coverage, true)), minute);
    }

    private void correct(long delta) throws SQLException {
        try (var connection = database.connect()) {
            new RateRows().add(connection, Map.of(new Corrections.RateRow(WINDOW, ERRORS), delta));
            connection.commit();
        }
    }

    private List<List<?>> rates() throws SQLException {
        return database.rows("SELECT stream_count, sink_count, closed FROM rate_10s ORDER BY window_start");
    }

    private List<List<?>> totals() throws SQLException {
        return database.rows("SELECT requests, calls, calls_failed, calls_rescued, closed FROM traffic_10s");
    }
}
