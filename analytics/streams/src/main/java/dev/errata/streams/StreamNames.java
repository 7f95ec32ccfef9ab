package dev.errata.streams;

/** Every name that Kafka keeps for the topology. They are state: renaming one orphans what is stored under it. */
final class StreamNames {
    static final String APPLICATION = "errata-analytics";

    static final String EVENTS = "events";
    static final String TRAFFIC = "traffic";
    static final String COUNT = "count-events";
    static final String ADMIT = "admit-traffic";
    static final String MERGE = "merge-partials";
    static final String PARTIALS = "partials";
    static final String CUBE = "cube";
    static final String RATES = "rates";
    static final String DETECT = "detect";
    static final String FOUND = "found";
    static final String INCIDENTS = "incidents";
    static final String KNOWN = "known";
    static final String COVERAGE = "coverage";

    static final String CELLS_STORE = "cells";
    static final String SHARES_STORE = "shares";
    static final String WATERMARKS_STORE = "watermarks";
    static final String MONITOR_STORE = "monitor";
    static final String JUDGED_STORE = "judged";

    private StreamNames() {}
}
