/** What is shipped for Prometheus and Alertmanager works: by its form, by its own tests, and in the real programs. */
@NullMarked
package dev.errata.dashboards.prometheus;

import org.jspecify.annotations.NullMarked;
