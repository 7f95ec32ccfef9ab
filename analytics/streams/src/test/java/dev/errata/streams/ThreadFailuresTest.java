package dev.errata.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private final ThreadFailures failures = new ThreadFailures(() -> now);

    @Test
    void handle_firstFailure_replacesTheThread() {
        assertThat(failures.handle(new StreamsException("passing"))).isEqualTo(REPLACE_THREAD);
    }

    @Test
    void handle_whatMustNotGoOn_stopsHoweverDeepItIs() {
        var failure = new StreamsException(new StreamsException(new ExactnessException("too late")));
        assertThat(failures.handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void handle_failuresInARow_stopInTheEnd() {
        for (int i = 0; i < 10; i++) {
            assertThat(failures.handle(new StreamsException("again"))).isEqualTo(REPLACE_THREAD);
        }
        assertThat(failures.handle(new StreamsException("again"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void handle_failuresFarApart_areReplacedForEver() {
        for (int i = 0; i < 100; i++) {
            assertThat(failures.handle(new StreamsException("now and then"))).isEqualTo(REPLACE_THREAD);
            now = now.plus(Duration.ofMinutes(2));
        }
    }
}
