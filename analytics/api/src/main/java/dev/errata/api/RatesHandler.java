package dev.errata.api;

import dev.errata.core.Dimension;
import dev.errata.http.Access;
import dev.errata.store.query.RateSeries;
import dev.errata.store.query.RateSeries.Answer;
import dev.errata.store.query.RateSeries.Question;
import dev.errata.store.query.Series;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rates over time. Answers {@link RateParameters}. */
final class RatesHandler implements Handler {
    private final RateSeries rateSeries;
    private final InstantSource clock;

    RatesHandler(RateSeries rateSeries, InstantSource clock) {
        this.rateSeries = rateSeries;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) {
        var question = new RateParameters(Access.project(ctx), ctx.queryParamMap(), clock.instant()).question();
        ctx.json(json(question, rateSeries.answer(question)));
    }

    private static ObjectNode json(Question question, Answer answer) {
        var grid = question.grid();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("from", grid.from().toString());
        json.put("to", grid.to().toString());
        json.put("step_s", grid.step().toSeconds());
        var by = json.putArray("by");
        question.by().stream().sorted().map(Dimension::column).forEach(by::add);
        var list = json.putArray("series");
        answer.series().forEach(series -> put(list.addObject(), series));
        CoverageHandler.put(json.putObject("coverage"), answer.coverage());
        return json.put("truncated", answer.truncated());
    }

    private static void put(ObjectNode json, Series series) {
        var key = json.putObject("key");
        series.key().forEach((dimension, value) -> key.put(dimension.column(), value.isEmpty() ? null : value));
        putPoints(json.putArray("points"), series);
    }

    /** As they stand in the answers of this and of an incident. */
    static void putPoints(ArrayNode points, Series series) {
        series.points()
                .forEach(point -> points.addObject()
                        .put("t", point.time().toString())
                        .put("errors", point.errors())
                        .put("requests", point.requests())
                        .put("rate", series.rate(point))
                        .put("closed", point.closed()));
    }
}
