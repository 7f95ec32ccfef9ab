package dev.errata.gateway;

import dev.errata.contract.redact.Redactor;
import java.time.Duration;

/**
 * What an operator may set.
 *
 * @param trafficGrace how long after its end a window still takes totals; the topology's grace
 * @param maxInFlightBytes memory for the bodies of all requests together; beyond it new ones are answered 429
 * @param projectRates how much each project may send
 * @param redactor masks secrets before anything is published
 */
public record GatewayConfig(
        Duration trafficGrace, long maxInFlightBytes, ProjectRates projectRates, Redactor redactor) {
    /**
     * 10 min and 24 MiB: less than the producer's 32 MiB, so that its buffer never blocks. No limit by project; the
     * standard rules of redaction.
     */
    public static final GatewayConfig DEFAULT =
            new GatewayConfig(Duration.ofMinutes(10), 24L * 1024 * 1024, ProjectRates.UNLIMITED, Redactor.STANDARD);

    public GatewayConfig {
        if (!trafficGrace.isPositive()) {
            throw new IllegalArgumentException("trafficGrace must be positive, not " + trafficGrace);
        }
        if (maxInFlightBytes < BodyReader.DECOMPRESSED_BYTES) {
            throw new IllegalArgumentException("maxInFlightBytes must be at least " + BodyReader.DECOMPRESSED_BYTES
                    + ", the size of the largest request, not " + maxInFlightBytes);
        }
    }

    /** The same with another grace. */
    public GatewayConfig withTrafficGrace(Duration grace) {
        return new GatewayConfig(grace, maxInFlightBytes, projectRates, redactor);
    }

    /** The same with other limits. */
    public GatewayConfig withProjectRates(ProjectRates rates) {
        return new GatewayConfig(trafficGrace, maxInFlightBytes, rates, redactor);
    }

    /** The same with other rules. */
    public GatewayConfig withRedactor(Redactor other) {
        return new GatewayConfig(trafficGrace, maxInFlightBytes, projectRates, other);
    }
}
