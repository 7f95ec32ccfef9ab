/**
 * Makes the Grafana dashboards, so that units, thresholds, filters and links are the same everywhere. What it makes is
 * committed under {@code dashboards/grafana}, and a test holds the two together.
 */
@NullMarked
package dev.errata.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
