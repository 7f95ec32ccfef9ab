package dev.errata.api;

import dev.errata.core.Coverage;
import dev.errata.core.Dimension;
import dev.errata.http.Access;
import dev.errata.store.query.CoverageByApp;
import dev.errata.store.query.RateSeries;
import dev.errata.store.query.RateSeries.Answer;
import dev.errata.store.query.RateSeries.Question;
import dev.errata.store.query.Series;
import dev.errata.store.query.Series.Point;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rates over time. Answers {@link RateParameters}. */
final class RatesHandler implements Handler {
    private final RateSeries rateSeries;
    private final CoverageByApp coverage;
    private final InstantSource clock;

    RatesHandler(RateSeries rateSeries, CoverageByApp coverage, InstantSource clock) {
        this.rateSeries = rateSeries;
        this.coverage = coverage;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) {
        var question = new RateParameters(Access.project(ctx), ctx.queryParamMap(), clock.instant()).question();
        var grid = question.grid();
        var known = coverage.of(question.project(), grid.from(), grid.to());
        ctx.json(json(question, rateSeries.answer(question), known));
    }

    private static ObjectNode json(Question question, Answer answer, Map<String, Coverage> known) {
        var grid = question.grid();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("from", grid.from().toString());
        json.put("to", grid.to().toString());
        json.put("step_s", grid.step().toSeconds());
        var by = json.putArray("by");
        question.by().stream().sorted().map(Dimension::column).forEach(by::add);
        var list = json.putArray("series");
        var all = all(known, question.filters().get(Dimension.APP));
        answer.series().forEach(series -> {
            var app = series.key().get(Dimension.APP);
            put(list.addObject(), series, app == null ? all : known.getOrDefault(app, Coverage.NONE));
        });
        CoverageHandler.put(json.putObject("coverage"), all);
        return json.put("truncated", answer.truncated());
    }

    private static Coverage all(Map<String, Coverage> known, @Nullable List<String> apps) {
        return known.entrySet().stream()
                .filter(app -> apps == null || apps.contains(app.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Coverage.NONE, Coverage::plus);
    }

    private static void put(ObjectNode json, Series series, Coverage known) {
        var key = json.putObject("key");
        series.key().forEach((dimension, value) -> key.put(dimension.column(), value.isEmpty() ? null : value));
        var points = json.putArray("points");
        series.points().forEach(point -> put(points, point, known));
    }

    private static void put(ArrayNode points, Point point, Coverage known) {
        points.addObject()
                .put("t", point.time().toString())
                .put("errors", point.errors())
                .put("requests", point.requests())
                .put("rate", known.isUnknown() ? null : point.rate())
                .put("closed", point.closed());
    }
}
