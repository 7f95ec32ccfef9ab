package dev.errata.contract.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.CallOutcome.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskStatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"status\":\"FAILED\"} | FAILED",
                "{\"output\":{\"task_status\":\"PENDING\"}} | SUBMITTED",
                "{\"id\":\"batch_1\",\"status\":\"in_progress\"} | RUNNING",
                "{\"data\":{\"task_status\":\"succeed\"}} | SUCCEEDED",
                "{\"status\":\"canceled\"} | CANCELLED",
                "{\"status\":200,\"state\":\"processing\"} | RUNNING",
                "{\"status\":\"who knows\"} |",
                "no json |",
            })
    void states_areRead_whereApisPutThem(String body, Outcome state) {
        assertThat(TaskStates.of(body).orElse(null)).isEqualTo(state);
    }
}
