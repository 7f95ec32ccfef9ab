package dev.errata.streams;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;

/** Waits for what Kafka answers to its administrators. */
final class AdminAnswers {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private AdminAnswers() {}

    /**
     * The answer.
     *
     * @throws ApiException when Kafka refuses
     * @throws IllegalStateException when it does not answer
     */
    static <T> T of(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ApiException refusal ? refusal : noAnswer(e);
        } catch (TimeoutException e) {
            throw noAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked", e);
        }
    }

    private static IllegalStateException noAnswer(Exception e) {
        return new IllegalStateException("Kafka did not answer: " + e.getMessage(), e);
    }
}
