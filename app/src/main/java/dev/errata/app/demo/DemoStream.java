package dev.errata.app.demo;

import dev.errata.contract.Caller;
import dev.errata.contract.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application that calls one model.
 *
 * @param client the library that it calls with
 * @param callsPerSecond on average over the day
 */
record DemoStream(String app, String version, String client, String provider, String model, double callsPerSecond) {
    private static final String ENV = "demo";
    private static final String REGION = "eu-central-1";
    private static final String VIDEO_MODEL = "sora-2";
    private static final String PYTHON = "openai-python/2.8.1";
    private static final String JAVA = "openai-java/4.98.0";

    static final List<DemoStream> ALL = List.of(
            new DemoStream("support-bot", "2.14.0", PYTHON, "deepseek", "deepseek-v4-flash", 9),
            new DemoStream("search", "7.3.1", JAVA, "deepseek", "deepseek-v4-flash", 6),
            new DemoStream("pricing", "4.1.0", JAVA, "deepseek", "deepseek-v4-pro", 4),
            new DemoStream("support-bot", "2.14.0", PYTHON, "openai", "gpt-5-mini", 5),
            new DemoStream("doc-summary", "0.8.0", PYTHON, "openai", "gpt-5", 2),
            new DemoStream("checkout", "1.9.2", "anthropic-java/3.12.0", "anthropic", "claude-haiku-4-5", 5),
            new DemoStream("helpdesk", "5.2.0", "anthropic-python/0.75.0", "anthropic", "claude-haiku-4-5", 3),
            new DemoStream("doc-summary", "0.8.0", "anthropic-python/0.75.0", "anthropic", "claude-sonnet-4-5", 2),
            new DemoStream("clip-studio", "3.0.1", PYTHON, "openai", VIDEO_MODEL, 1),
            new DemoStream("ad-maker", "2.1.0", JAVA, "openai", VIDEO_MODEL, 0.6));

    /** Running in that version. */
    Caller caller(String running) {
        return new Caller(null, app, running, ENV, REGION);
    }

    /** Totals and outcomes are not told apart by version. */
    Caller callerOfTotals() {
        return new Caller(null, app, null, ENV, REGION);
    }

    Target target() {
        return target(!isVideo(), "k_" + Integer.toHexString(provider.hashCode()));
    }

    /** Nor by streaming or key. */
    Target targetOfTotals() {
        return target(null, null);
    }

    private Target target(@Nullable Boolean streaming, @Nullable String keyId) {
        return new Target(provider, model, operation(), streaming, keyId);
    }

    private String operation() {
        if (isVideo()) {
            return "POST /v1/videos";
        }
        return provider.equals("anthropic") ? "POST /v1/messages" : "POST /v1/chat/completions";
    }

    /** The same in every run. */
    long seed() {
        return (long) (app + model).hashCode() << 32;
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
