package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.RateKey;
import dev.errata.store.StoreDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the sinks tell of calls is what they have stored. */
class CallMetricsIT extends EventSinkFixture implements CallMetrics {
    private final Map<String, Long> errors = new HashMap<>();
    private final Map<String, Long> requests = new HashMap<>();

    @Override
    public void errors(ErrorLabels labels, long number) {
        errors.merge(labels.target().project() + "/" + labels.code(), number, Long::sum);
    }

    @Override
    public void requests(TargetLabels labels, long more) {
        requests.merge(labels.model(), more, Long::sum);
    }

    @Override
    public void taskOutcomes(TargetLabels labels, Outcome outcome, long number) {}

    @Test
    void errors_amongDuplicatesResendsAndLateOnes_areThoseThatAreStored() throws SQLException {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var counting = counting();
        var sent = new ArrayList<ErrorEvent>();
        for (int batch = 0; batch < 30; batch++) {
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            for (int i = 0; i < 40; i++) {
                records.add(record(random, sent));
            }
            counting.write(records);
        }

        assertThat(errors).isEqualTo(stored()).hasSize(3);
    }

    /** Mostly new and plain; some are resends, late, sent twice, or have a secret in them. */
    private ConsumerRecord<byte[], byte[]> record(Random random, List<ErrorEvent> sent) {
        if (!sent.isEmpty() && random.nextInt(100) < 5) {
            var again = sent.get(random.nextInt(sent.size()));
            return random.nextBoolean() ? log.append(again, NOW) : log.resend(again, NOW);
        }
        var time = random.nextInt(10) == 0 ? NOW.minus(LATE) : NOW;
        var secret = random.nextInt(10) == 0 ? "mail bob@example.org" : "plain";
        var event = Events.of(EventIds.random(time, random), time, "code" + random.nextInt(3), secret);
        sent.add(event);
        return random.nextInt(20) == 0 ? log.resend(event, NOW) : log.append(event, NOW);
    }

    @Test
    void errors_ofATransactionThatIsRolledBack_orOfARefusedRecord_areNotTold() throws SQLException {
        var counting = counting();
        var event = Events.at(NOW);
        try (var connection = database.connect()) {
            var refusals = new Refusals(
                    connection,
                    new Breakers(BreakerRules.DEFAULT, SinkMetrics.NOOP).draft(new TopicPartition(Topics.EVENTS, 3)));
            sink().write(connection, List.of(log.append(event, NOW)), refusals);
            connection.rollback();
        }
        assertThat(errors).isEmpty();

        counting.refuse(log.append(event, NOW), noPartition());
        assertThat(errors).isEmpty();
        counting.write(log.append(event, NOW));
        assertThat(errors).isEqualTo(Map.of("default/rate_limit_exceeded", 1L));
    }

    @Test
    void requests_toldAgainOrMore_growByWhatTheStoredTotalsGrow() throws SQLException {
        var counting = new SinkHarness(new RateSink(this), database);
        counting.write(totals("m", 10), totals("m", 25), totals("n", 4));
        counting.write(totals("m", 25));
        counting.write(totals("m", 31));

        assertThat(requests).isEqualTo(Map.of("m", 31L, "n", 4L));
    }

    private ConsumerRecord<byte[], byte[]> totals(String model, long requests) {
        var key = new RateKey("acme", List.of("prod", "", "shop", "p", model, "", "", ""));
        var cell = new Cell(NOW.minusSeconds(7), key, new Cell.Traffic(requests, null), false);
        return new RawLog(Topics.RATES, 0).append(CellCodec.encode(cell), NOW.plus(Duration.ofSeconds(1)));
    }

    private SinkHarness counting() {
        return new SinkHarness(sink(), database);
    }

    private EventSink sink() {
        return new EventSink(
                StoreDatabase.RULES, RawTopics.SHARED, new RateRows(), Redactor.STANDARD, Events.allBodies(), this);
    }

    private Map<String, Long> stored() throws SQLException {
        var counts = new HashMap<String, Long>();
        for (var row : database.rows("SELECT project || '/' || code, count(*) FROM event GROUP BY 1")) {
            counts.put((String) row.get(0), (Long) row.get(1));
        }
        return counts;
    }
}
