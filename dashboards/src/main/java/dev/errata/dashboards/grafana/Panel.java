package dev.errata.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;

/**
 * One panel.
 *
 * @param description what it shows and what to think of it, for somebody who was just woken up
 * @param width of 24
 * @param height in Grafana's rows
 * @param limits from where on it is bad, and very bad; empty where no number is bad by itself
 * @param columns those that are shown in their own way
 * @param nothing what stands there where the query answers nothing
 */
record Panel(
        Kind kind,
        String title,
        String description,
        Unit unit,
        int width,
        int height,
        List<Query> queries,
        List<Double> limits,
        List<Column> columns,
        String nothing) {

    /** How a panel looks. */
    enum Kind {
        STAT("stat"),
        /** Lines; a gap where nothing is known. */
        LINES("timeseries"),
        /** Stacked bars; no bar where nothing happened. */
        BARS("timeseries"),
        TABLE("table"),
        TEXT("text");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** Grafana's name for it. */
        String type() {
            return type;
        }
    }

    private static final int STAT_WIDTH = 4;
    private static final int STAT_HEIGHT = 4;
    private static final int CHART_WIDTH = 12;
    private static final int CHART_HEIGHT = 8;
    private static final int FULL_WIDTH = 24;

    Panel {
        queries = List.copyOf(queries);
        limits = List.copyOf(limits);
        columns = List.copyOf(columns);
    }

    static Panel stat(String title, String description, Unit unit, Query query) {
        return new Panel(
                Kind.STAT,
                title,
                description,
                unit,
                STAT_WIDTH,
                STAT_HEIGHT,
                List.of(query),
                List.of(),
                List.of(),
                "unknown");
    }

    static Panel lines(String title, String description, Unit unit, Query query) {
        return chart(Kind.LINES, title, description, unit, query);
    }

    static Panel bars(String title, String description, Unit unit, Query query) {
        return chart(Kind.BARS, title, description, unit, query);
    }

    static Panel table(String title, String description, Query query, Column... columns) {
        return new Panel(
                Kind.TABLE,
                title,
                description,
                Unit.TEXT,
                FULL_WIDTH,
                CHART_HEIGHT,
                List.of(query),
                List.of(),
                List.of(columns),
                "–");
    }

    /** Markdown. */
    static Panel text(String title, String content, int height) {
        return new Panel(Kind.TEXT, title, content, Unit.TEXT, FULL_WIDTH, height, List.of(), List.of(), List.of(), "");
    }

    private static Panel chart(Kind kind, String title, String description, Unit unit, Query query) {
        return new Panel(
                kind, title, description, unit, CHART_WIDTH, CHART_HEIGHT, List.of(query), List.of(), List.of(), "");
    }

    Panel sized(int newWidth, int newHeight) {
        return new Panel(kind, title, description, unit, newWidth, newHeight, queries, limits, columns, nothing);
    }

    /** Yellow from the first on, red from the second; the other way round where the second is less. */
    Panel limits(double bad, double veryBad) {
        return new Panel(
                kind, title, description, unit, width, height, queries, List.of(bad, veryBad), columns, nothing);
    }

    /** With one more query. */
    Panel and(Query query) {
        var all = new ArrayList<>(queries);
        all.add(query);
        return new Panel(kind, title, description, unit, width, height, all, limits, columns, nothing);
    }

    /** What stands there where the query answers nothing. */
    Panel orElse(String text) {
        return new Panel(kind, title, description, unit, width, height, queries, limits, columns, text);
    }
}
