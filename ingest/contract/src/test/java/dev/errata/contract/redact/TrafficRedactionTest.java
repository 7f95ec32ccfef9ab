package dev.errata.contract.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Caller;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrafficRedactionTest {
    private static final String ONE = "sk-" + "a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6";
    private static final String OTHER = "sk-" + "f1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6";

    @Test
    void redact_cleanTotals_keepsTheirSource() {
        var clean = totals("emitter-1", "POST /v1/chat");

        assertThat(Redactor.STANDARD.redact(clean)).isEqualTo(clean);
    }

    @Test
    void redact_secretInSourceOrOperation_isGone() {
        assertThat(Redactor.STANDARD.redact(totals(ONE, "POST /")).toString()).doesNotContain(ONE);
        assertThat(Redactor.STANDARD
                        .redact(totals("emitter-1", "GET /keys/" + ONE))
                        .toString())
                .doesNotContain(ONE);
    }

    @Test
    void redact_totalsThatLookAlikeBehindTheMask_areStillTwoSources() {
        var one = Redactor.STANDARD.redact(totals("emitter-1", "GET /keys/" + ONE));
        var other = Redactor.STANDARD.redact(totals("emitter-1", "GET /keys/" + OTHER));

        assertThat(one.target()).isEqualTo(other.target());
        assertThat(one.source()).isNotEqualTo(other.source());
    }

    @Test
    void redact_again_changesNothing() {
        var once = Redactor.STANDARD.redact(totals("emitter-1", "GET /keys/" + ONE));

        assertThat(Redactor.STANDARD.redact(once)).isEqualTo(once);
    }

    private static TrafficRecord totals(String source, String operation) {
        return new TrafficRecord(
                source,
                1,
                Instant.parse("2026-03-01T12:00:00Z"),
                new Caller(null, "shop", null, null, null),
                new Target("deepseek", "deepseek-v4-flash", operation, null, null),
                1,
                null);
    }
}
