package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.CharClass;
import dev.errata.contract.redact.RedactionConfig;
import dev.errata.contract.redact.RedactionConfig.OwnPattern;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.StoreDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an operator wants masked besides, in records of a producer that has not masked it. */
class OwnRedactionIT {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:07Z");

    @Test
    void patterns_ofTheOperator_areMaskedInText_andNeverInWhatRatesAreToldApartBy() throws Exception {
        var own = new OwnPattern("badge", "EMP-", CharClass.DIGITS, 6);
        var redactor = new Redactor(new RedactionConfig(true, Set.of(), List.of(own)));
        var log = new RawLog(Topics.EVENTS, 3);
        try (var database = StoreDatabase.on(LocalDate.of(2026, 6, 15))) {
            var sink = new SinkHarness(
                    new EventSink(
                            StoreDatabase.RULES,
                            RawTopics.SHARED,
                            new RateRows(),
                            redactor,
                            Events.allBodies(),
                            CallMetrics.NOOP),
                    database);
            sink.write(log.append(Events.everywhere("EMP-123456", EventIds.random(NOW, new Random(6)), NOW), NOW));
            sink.write(log.append(Events.everywhere("10.1.2.3", EventIds.random(NOW, new Random(7)), NOW), NOW));
            TopologyCounts.store(log.records(), database);

            assertThat(database.rows("SELECT message FROM event ORDER BY 1").toString())
                    .contains("[redacted:badge]", "[redacted:ip]")
                    .doesNotContain("EMP-123456", "10.1.2.3");
            assertThat(database.rows("SELECT code FROM event").toString()).contains("EMP-123456");
            assertThat(RateCheck.differences(database)).isEmpty();
        }
    }
}
