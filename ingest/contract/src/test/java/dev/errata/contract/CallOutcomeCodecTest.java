package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.contract.CallOutcome.Outcome;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallOutcomeCodecTest {
    private static final String OUTCOME = """
            {"task_id": "task-1", "time": "2026-01-31T12:00:00Z", "outcome": "succeeded", "latency_ms": 90000}
            """;

    private final CallOutcomeCodec codec = new CallOutcomeCodec();

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void decode_eachOutcome_isReadInLowerCase(Outcome outcome) throws InvalidRecordException {
        var json = OUTCOME.replace("succeeded", outcome.name().toLowerCase(Locale.ROOT));
        assertThat(codec.decode(json.getBytes(UTF_8)).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} -> {1}: {3} of {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "task_id"   | "job_id"     | call_id | MISSING_FIELD
            "task-1"    | " "          | call_id | MISSING_FIELD
            "time"      | "clock"      | time    | MISSING_FIELD
            "outcome"   | "result"     | outcome | MISSING_FIELD
            succeeded   | SUCCEEDED    | outcome | INVALID_FIELD
            succeeded   | exploded     | outcome | INVALID_FIELD
            90000       | -1           | latency_ms | INVALID_FIELD
            """)
    void decode_badOutcome_isRefusedByName(String part, String instead, String field, Reason reason) {
        var refusal = catchThrowableOfType(
                InvalidRecordException.class,
                () -> codec.decode(OUTCOME.replace(part, instead).getBytes(UTF_8)));
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal).hasMessageNotContaining("exploded");
    }
}
