package dev.errata.gateway.otlp;

import dev.errata.contract.redact.Redactor;
import java.time.Instant;

/**
 * How a request came.
 *
 * @param project whose events and totals it brings
 * @param time when it came
 * @param redactor what will mask its secrets: spans that look the same behind it are added up
 */
public record Arrival(String project, Instant time, Redactor redactor) {}
