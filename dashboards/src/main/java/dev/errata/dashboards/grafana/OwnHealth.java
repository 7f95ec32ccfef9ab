package dev.errata.dashboards.grafana;

import java.util.List;

/** Errata itself, for those who run it. */
final class OwnHealth {
    private static final String BY_PROCESS = "{{job}} {{instance}}";

    private OwnHealth() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "errata-itself",
                Dashboard.OPERATIONS,
                "Errata itself",
                "Is Errata taking in, counting and storing what is sent to it? Open it when an alert about Errata fires.",
                "now-3h",
                List.of(Variable.PROJECT, Variable.APP),
                List.of(now(), in(), counting(), storing(), KafkaRow.row(), telling(), machines()));
    }

    private static Row now() {
        return Row.of(
                "Does it work?",
                Panel.stat(
                                "Ready",
                                "The process with the worst answer: 1 is ready. Which check fails stands in the chart below.",
                                Unit.COUNT,
                                now("min(errata_ready)"))
                        .limits(1, 0.5),
                Panel.stat(
                                "Waiting to be stored",
                                "Age of the oldest record that is in Kafka and not yet in Postgres.",
                                Unit.SECONDS,
                                now("max(errata_sink_delay_seconds)"))
                        .limits(60, 600),
                Panel.stat(
                                "Oldest tick",
                                "How long ago the clock's last mark was read from the slowest partition. Windows close by it: old means blind.",
                                Unit.SECONDS,
                                now("max(min by (topic, partition) (errata_log_tick_age_seconds))"))
                        .limits(15, 30),
                Panel.stat(
                                "Dead letters",
                                "Records that could not be stored, in this time. Why, stands in the table below.",
                                Unit.COUNT,
                                now("sum(increase(errata_sink_records_total{result=\"dead_letter\"}[$__range]))"))
                        .limits(1, 1000),
                Panel.stat(
                                "Partitions ahead",
                                "For how many days to come the event table is ready. Below two, events of tomorrow will be refused.",
                                Unit.COUNT,
                                now("min(errata_event_partitions_ahead_days)"))
                        .limits(4, 2),
                Panel.stat(
                                "Size of the database",
                                "Tables and indexes, without the write-ahead log.",
                                Unit.BYTES,
                                now("max(errata_store_size_bytes)"))
                        .orElse("unknown"),
                Panel.lines(
                        "Readiness by check",
                        "0 is not ready. The check says which part waits, and for what.",
                        Unit.COUNT,
                        over("min by (job, instance, check) (errata_ready)", "{{job}} {{instance}} {{check}}")),
                Panel.table(
                                "Refused records",
                                "What could not be stored, and why. Mend the sender, then: errata dead-letter replay.",
                                new Query.Sql("""
                                        SELECT reason, project, app, field, sum(records) AS records, min(received_at) AS first_seen,
                                          max(last_received_at) AS last_seen, max(detail) AS example
                                        FROM reporting.dead_letter
                                        WHERE $__timeFilter(received_at)
                                          AND %s
                                        GROUP BY 1, 2, 3, 4
                                        ORDER BY records DESC
                                        LIMIT 50
                                        """.formatted(Filter.on("project", "app"))),
                                Column.of("records", Unit.COUNT),
                                Column.of("first_seen", Unit.TIME),
                                Column.of("last_seen", Unit.TIME))
                        .sized(12, 8));
    }

    private static Row in() {
        return Row.of(
                "Does it take in?",
                Panel.bars(
                        "Records at the gateway",
                        "accepted: in Kafka. rejected: bad records, the sender is told why. failed: Kafka did not confirm, the sender tries again.",
                        Unit.PER_SECOND,
                        over("sum by (outcome) (rate(errata_gateway_records_total[$__rate_interval]))", "{{outcome}}")),
                Panel.bars(
                        "Requests refused",
                        "By why: too large, too fast, no token. Sustained: a client is set up wrongly, or a limit is too low.",
                        Unit.PER_SECOND,
                        over(
                                "sum by (code) (rate(errata_gateway_requests_refused_total[$__rate_interval])) or vector(0)",
                                "{{code}}")),
                Panel.bars(
                        "Callers turned away",
                        "Requests without a token that is good for what they asked.",
                        Unit.PER_SECOND,
                        over(
                                "sum by (reason) (rate(errata_http_requests_denied_total[$__rate_interval]))",
                                "{{reason}}")),
                Panel.lines(
                                "Errors among counted calls",
                                "By application, of its errors of the last minutes. Below the min_coverage of the policy file its ratios are unknown.",
                                Unit.RATIO,
                                over("min by (project, app) (errata_coverage_ratio)", "{{project}} {{app}}"))
                        .limits(0.95, 0.8),
                Panel.lines(
                        "Errors without an id or a code",
                        "By application. Without an id no provider can find the request; without a code nobody can say what failed.",
                        Unit.RATIO,
                        over(
                                "max by (project, app, field) (errata_errors_without_ratio)",
                                "{{project}} {{app}}: no {{field}}")));
    }

    private static Row counting() {
        return Row.of(
                "Does it count?",
                Panel.bars(
                        "Records read by the topology",
                        "counted, or left to the store to book: late, resent, refused. Ticks are the clock's marks.",
                        Unit.PER_SECOND,
                        over(
                                "sum by (outcome) (rate(errata_topology_records_total[$__rate_interval]))",
                                "{{outcome}}")),
                Panel.lines(
                        "Share that came late or twice",
                        "Counted by the store instead of the topology: right in the end, but detection sees it later. Above a fifth it is"
                                + " half blind.",
                        Unit.RATIO,
                        over(
                                "sum(rate(errata_topology_records_total{kind=\"events\",outcome=~\"late|resent\"}[$__rate_interval]))"
                                        + " / (sum(rate(errata_topology_records_total{kind=\"events\",outcome!=\"tick\"}[$__rate_interval])) > 0)",
                                "late or twice")),
                Panel.lines(
                                "Age of the ticks",
                                "Of each topic's slowest partition. A silent partition holds the windows of all open.",
                                Unit.SECONDS,
                                over(
                                        "max by (topic) (min by (topic, partition) (errata_log_tick_age_seconds))",
                                        "{{topic}}"))
                        .limits(15, 30),
                Panel.bars(
                        "Partitions that lag",
                        "Something that came a minute ago is not counted yet. None is right.",
                        Unit.COUNT,
                        over("sum by (topic) (max by (topic, partition) (errata_topology_behind))", "{{topic}}")),
                Panel.lines(
                        "How busy the counting is",
                        "Share of their time in which the threads of Kafka Streams work. Near 1: start another process, if there are tasks to share.",
                        Unit.RATIO,
                        over(
                                "max by (job, instance) (kafka_stream_thread_process_ratio + kafka_stream_thread_punctuate_ratio"
                                        + " + kafka_stream_thread_commit_ratio)",
                                BY_PROCESS)),
                Panel.lines(
                        "Tasks by process",
                        "Shares of the counting, by process. One process with all of them, while others have none: they do not find each other.",
                        Unit.COUNT,
                        over("sum by (job, instance, kind) (errata_topology_tasks)", "{{job}} {{instance}} {{kind}}")));
    }

    private static Row storing() {
        return Row.of(
                "Does it store?",
                Panel.bars(
                        "Records by sink",
                        "Stored in Postgres, by kind of record.",
                        Unit.PER_SECOND,
                        over(
                                "sum by (sink) (rate(errata_sink_records_total{result=\"stored\"}[$__rate_interval]))",
                                "{{sink}}")),
                Panel.lines(
                                "Delay by sink",
                                "Age of the oldest record that waits. Rising: Postgres is slow or away, or more is sent than it takes.",
                                Unit.SECONDS,
                                over("max by (sink) (errata_sink_delay_seconds)", "{{sink}}"))
                        .limits(60, 600),
                Panel.lines(
                        "Time of a transaction",
                        "On average. Rising with the same load: the disk, the indexes, or somebody's long query.",
                        Unit.SECONDS,
                        over(
                                "sum by (sink) (rate(errata_sink_transaction_seconds_sum[$__rate_interval]))"
                                        + " / (sum by (sink) (rate(errata_sink_transaction_seconds_count[$__rate_interval])) > 0)",
                                "{{sink}}")),
                Panel.bars(
                                "Tried again, and overtaken",
                                "retried: Postgres or Kafka was away or busy. fenced: another process had taken the partition over.",
                                Unit.PER_SECOND,
                                over("sum(rate(errata_sink_retried_total[$__rate_interval]))", "retried"))
                        .and(over("sum(rate(errata_sink_fenced_total[$__rate_interval]))", "fenced")),
                Panel.stat(
                                "Numbers that differ",
                                "What the last errata reconcile --textfile found; 0 is right. \"unknown\": nobody runs it, or node_exporter is not scraped.",
                                Unit.COUNT,
                                now("max(errata_reconcile_differences)"))
                        .limits(1, 2)
                        .sized(12, 8),
                Panel.lines(
                        "Open breakers",
                        "Senders so many of whose records are refused that these share a row of dead letters. Zero is right.",
                        Unit.COUNT,
                        over("sum by (sink) (errata_breaker_open) or vector(0)", "{{sink}}")),
                Panel.lines(
                                "Database connections in use",
                                "By pool. All in use, and some waiting for one: queries are slow, or there are too many at once.",
                                Unit.COUNT,
                                over(
                                        "sum by (job, instance, pool) (hikaricp_connections_active)",
                                        "{{job}} {{instance}} {{pool}} in use"))
                        .and(over(
                                "sum by (job, instance, pool) (hikaricp_connections_pending)",
                                "{{job}} {{instance}} {{pool}} waiting")));
    }

    private static Row telling() {
        return Row.of(
                "Does it tell people?",
                Panel.lines(
                                "Oldest message that waits",
                                "By receiver, from when it was due. Rising: Alertmanager or the webhook does not take it, and nobody learns of an incident.",
                                Unit.SECONDS,
                                over("max by (receiver) (errata_outbox_oldest_seconds) or vector(0)", "{{receiver}}"))
                        .limits(120, 600),
                Panel.bars(
                        "Messages about incidents",
                        "By receiver and outcome, each attempt counted. failed: it is tried again, ever more slowly.",
                        Unit.COUNT,
                        over(
                                "sum by (receiver, outcome) (increase(errata_notifications_total[$__rate_interval])) or vector(0)",
                                "{{receiver}} {{outcome}}")));
    }

    private static Row machines() {
        return Row.of(
                "How are its processes?",
                Panel.lines(
                                "Free space",
                                "Share of the file systems that is free. Errata keeps fewer bodies when its budget runs out; a full disk stops it.",
                                Unit.RATIO,
                                over(
                                        "min by (job, instance, path) (disk_free_bytes / disk_total_bytes)",
                                        "{{job}} {{instance}} {{path}}"))
                        .limits(0.2, 0.1),
                Panel.lines(
                        "Processor",
                        "Share of the machine's processors that each process uses.",
                        Unit.RATIO,
                        over("max by (job, instance) (process_cpu_usage)", BY_PROCESS)),
                Panel.lines(
                        "Heap",
                        "Memory of Java objects. It should fall back again and again; a floor that rises is a leak.",
                        Unit.BYTES,
                        over("sum by (job, instance) (jvm_memory_used_bytes{area=\"heap\"})", BY_PROCESS)),
                Panel.lines(
                        "Time in garbage collection",
                        "Share of time in which the process stood still.",
                        Unit.RATIO,
                        over("sum by (job, instance) (rate(jvm_gc_pause_seconds_sum[$__rate_interval]))", BY_PROCESS)),
                Panel.lines(
                        "Threads",
                        "It should be flat.",
                        Unit.COUNT,
                        over("max by (job, instance) (jvm_threads_live_threads)", BY_PROCESS)));
    }

    private static Query now(String expression) {
        return new Query.Prom(expression, "");
    }

    private static Query over(String expression, String legend) {
        return new Query.Prom(expression, legend);
    }
}
