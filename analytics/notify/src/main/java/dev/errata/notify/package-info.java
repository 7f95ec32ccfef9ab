/**
 * Tells others of incidents: takes what the store's outbox holds, and posts it to Alertmanager and to a webhook. Knows neither
 * SQL nor Kafka.
 */
@NullMarked
package dev.errata.notify;

import org.jspecify.annotations.NullMarked;
