package dev.errata.dashboards.grafana;

/** What Kafka's own clients in Errata's processes measure. */
final class KafkaRow {
    private static final String BY_PROCESS = "{{job}} {{instance}}";

    /** Kafka Streams names its clients after its threads; the gateway's producer has a name of Kafka's. */
    private static final String OF_COUNTING = "{client_id=~\".+StreamThread.+\"}";

    private static final String OF_GATEWAY = "{client_id!~\".+StreamThread.+\"}";

    /** A sink's consumer is named after its group. */
    private static final String BY_SINK =
            "max by (sink) (label_replace(%s{client_id=~\"consumer-errata-.+\"}, \"sink\", \"$1\", \"client_id\","
                    + " \"consumer-errata-(.+-sink).*\"))";

    private KafkaRow() {}

    static Row row() {
        return Row.of(
                "Does Kafka answer?",
                Panel.lines(
                        "Answers of Kafka to the gateway",
                        "How long Kafka takes to confirm what the gateway sends, on average. Each sender waits for it.",
                        Unit.MILLISECONDS,
                        over(
                                "max by (job, instance) (kafka_producer_request_latency_avg" + OF_GATEWAY + ")",
                                BY_PROCESS)),
                Panel.lines(
                        "Room to send",
                        "Share of the gateway's memory for records on their way that is free. None: senders are told to come back later.",
                        Unit.RATIO,
                        over(
                                "min by (job, instance) (kafka_producer_buffer_available_bytes" + OF_GATEWAY
                                        + " / kafka_producer_buffer_total_bytes)",
                                BY_PROCESS)),
                Panel.lines(
                        "Answers of Kafka to the counting",
                        "How long Kafka takes to confirm what is sent to it, on average. Rising with the same load: look at its disks.",
                        Unit.MILLISECONDS,
                        over(
                                "max by (job, instance) (kafka_producer_request_latency_avg" + OF_COUNTING + ")",
                                BY_PROCESS)),
                Panel.lines(
                        "Time of a fetch",
                        "How long Kafka takes to hand records to a sink, on average; half a second where there are none. Longer: Kafka or the network.",
                        Unit.MILLISECONDS,
                        over(BY_SINK.formatted("kafka_consumer_fetch_manager_fetch_latency_avg"), "{{sink}}")),
                Panel.lines(
                                "Since the sinks last asked Kafka",
                                "The slowest of each. Beyond five minutes Kafka gives its partitions to another process.",
                                Unit.SECONDS,
                                over(BY_SINK.formatted("kafka_consumer_last_poll_seconds_ago"), "{{sink}}"))
                        .limits(60, 300),
                Panel.bars(
                        "Partitions shared out anew",
                        "Each time nothing is counted or stored for a moment. Again and again: a process dies or is too slow.",
                        Unit.COUNT,
                        over(
                                "sum by (job, instance) (increase(kafka_consumer_coordinator_rebalance_total[$__rate_interval]))",
                                BY_PROCESS)));
    }

    private static Query over(String expression, String legend) {
        return new Query.Prom(expression, legend);
    }
}
