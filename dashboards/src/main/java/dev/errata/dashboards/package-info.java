/** What users load into Grafana, Prometheus and Alertmanager lies beside this module's sources; nothing of it runs in Errata. */
@NullMarked
package dev.errata.dashboards;

import org.jspecify.annotations.NullMarked;
