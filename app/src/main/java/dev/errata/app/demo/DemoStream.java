package dev.errata.app.demo;

import dev.errata.contract.Caller;
import dev.errata.contract.Target;
import java.util.List;

/**
 * One application that calls one model.
 *
 * @param callsPerSecond on average over the day
 */
record DemoStream(String app, String version, String provider, String model, double callsPerSecond) {
    private static final String ENV = "demo";
    private static final String REGION = "eu-central-1";
    private static final String VIDEO_MODEL = "sora-2";

    static final List<DemoStream> ALL = List.of(
            new DemoStream("support-bot", "2.14.0", "deepseek", "deepseek-v4-flash", 9),
            new DemoStream("search", "7.3.1", "deepseek", "deepseek-v4-flash", 6),
            new DemoStream("checkout", "1.9.2", "deepseek", "deepseek-v4-pro", 4),
            new DemoStream("support-bot", "2.14.0", "openai", "gpt-5-mini", 5),
            new DemoStream("doc-summary", "0.8.0", "openai", "gpt-5", 2),
            new DemoStream("checkout", "1.9.2", "anthropic", "claude-haiku-4-5", 5),
            new DemoStream("doc-summary", "0.8.0", "anthropic", "claude-sonnet-4-5", 2),
            new DemoStream("clip-studio", "3.0.1", "openai", VIDEO_MODEL, 1));

    /** Running in that version. */
    Caller caller(String running) {
        return new Caller(null, app, running, ENV, REGION);
    }

    /** Totals and outcomes are not told apart by version. */
    Caller callerOfTotals() {
        return new Caller(null, app, null, ENV, REGION);
    }

    Target target() {
        return new Target(provider, model, isVideo() ? "POST /v1/videos" : "POST /v1/chat/completions", null, null);
    }

    /** What goes wrong now and then. */
    List<DemoError> errors() {
        return isVideo() ? DemoError.TASK : DemoError.BACKGROUND;
    }

    /** Videos are made by tasks, which fail long after the request. */
    boolean isVideo() {
        return model.equals(VIDEO_MODEL);
    }
}
