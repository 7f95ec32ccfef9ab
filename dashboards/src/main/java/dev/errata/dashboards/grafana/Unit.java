package dev.errata.dashboards.grafana;

/** What a number is, and Grafana's name for it. */
enum Unit {
    COUNT("short"),
    PER_MINUTE("cpm"),
    PER_SECOND("cps"),
    /** From 0 to 1. */
    RATIO("percentunit"),
    /** A factor such as 1.3. */
    FACTOR("none"),
    MILLISECONDS("ms"),
    SECONDS("s"),
    BYTES("bytes"),
    TIME("dateTimeAsIso"),
    TEXT("string");

    private final String id;

    Unit(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
