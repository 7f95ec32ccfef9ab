package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.contract.TrafficRecord.Calls;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficRecordCodecTest {
    private static final String RECORD = """
            {"source": "emitter-1", "seq": 7, "window": "2026-01-31T12:00:10Z", "requests": 30,
             "calls": 20, "calls_failed": 2, "calls_rescued": 5}
            """;

    private final TrafficRecordCodec codec = new TrafficRecordCodec();

    @Test
    void decode_record_isRead() throws InvalidRecordException {
        var record = codec.decode(RECORD.getBytes(UTF_8));
        assertThat(record.window()).isEqualTo(Instant.parse("2026-01-31T12:00:10Z"));
        assertThat(record.calls()).isEqualTo(new Calls(20, 2, 5));
        assertThat(record.caller().projectOrDefault()).isEqualTo("default");
        assertThat(record.inProject("mine").caller().projectOrDefault()).isEqualTo("mine");
    }

    @ParameterizedTest(name = "{0} -> {1}: {3} of {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "source"            | "sauce"               | source   | MISSING_FIELD
            "seq"               | "sequence"            | seq      | MISSING_FIELD
            "window"            | "wind"                | window   | MISSING_FIELD
            "requests"          | "quests"              | requests | MISSING_FIELD
            12:00:10Z           | 12:00:11Z             | window   | INVALID_FIELD
            12:00:10Z           | 12:00:10.5Z           | window   | INVALID_FIELD
            "seq": 7            | "seq": -7             | seq      | INVALID_FIELD
            "calls": 20         | "calls": 6            | calls    | INVALID_FIELD
            "calls_failed": 2   | "calls_failed": 21    | calls    | INVALID_FIELD
            "calls_failed": 2   | "calls_failed": 9223372036854775807 | calls | INVALID_FIELD
            "calls_failed"      | "calls_flawed"        | calls    | MISSING_FIELD
            """)
    void decode_badRecord_isRefusedByName(String part, String instead, String field, Reason reason) {
        var refusal = catchThrowableOfType(
                InvalidRecordException.class,
                () -> codec.decode(RECORD.replace(part, instead).getBytes(UTF_8)));
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.reason()).isEqualTo(reason);
    }
}
