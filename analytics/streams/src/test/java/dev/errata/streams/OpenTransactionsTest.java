package dev.errata.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
    private static final String PROCESS = "errata-analytics-ad740a89-244d-412c-93fd-da4eb6ace892";

    @Test
    void process_ofATransactionalId_isHowItsMembersBegin() {
        assertThat(PROCESS + "-StreamThread-2-consumer").startsWith(OpenTransactions.process(PROCESS + "-12"));
    }

    @Test
    void process_ofAnother_isNot() {
        assertThat("errata-analytics-ad740a89-244d-412c-93fd-000000000000-StreamThread-1-consumer")
                .doesNotStartWith(OpenTransactions.process(PROCESS + "-1"));
    }
}
