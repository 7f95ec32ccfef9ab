package dev.errata.app.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An hour of few errors, two minutes of some, three of a storm, and twenty quiet minutes; and the calls. */
public final class StormRecording {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final Instant SWELL = NOON.plus(Duration.ofHours(1));
    public static final Instant STORM = SWELL.plus(Duration.ofMinutes(2));
    public static final Instant AFTER = STORM.plus(Duration.ofMinutes(3));
    public static final Instant END = AFTER.plus(Duration.ofMinutes(20));

    /** More errors than all of the two minutes before the storm have. */
    public static final int FLOOR_OF_STORM = 400;

    private final Random random = new Random(1);
    private final List<String> events = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    public StormRecording() {
        pass(NOON, SWELL, 1);
        pass(SWELL, STORM, 20);
        pass(STORM, AFTER, 80);
        pass(AFTER, END, 1);
    }

    private void pass(Instant from, Instant to, int mostErrors) {
        for (var window = from; window.isBefore(to); window = window.plusSeconds(10)) {
            var errors = random.nextInt(mostErrors + 1) + mostErrors / 2;
            for (int i = 0; i < errors; i++) {
                var app = "app-" + random.nextInt(3);
                events.add(event(window.plusMillis(10_000L * i / errors), app));
            }
            calls.add("{\"time\":\"%s\",\"model\":\"m\",\"window_ms\":10000,\"requests\":%d}"
                    .formatted(window, 400 + random.nextInt(40)));
        }
    }

    /** One of the storm's kind. */
    public static String event(Instant time, String app) {
        return "{\"time\":\"%s\",\"app\":\"%s\",\"model\":\"m\",\"status\":429,\"code\":\"slow_down\",\"type\":\"t\"}"
                .formatted(time, app);
    }

    /** As an export has it. */
    public static String received(String event, Instant at) {
        return event.replace("{", "{\"received_at\":\"" + at + "\",");
    }

    /** In the order of their time. */
    public List<String> events() {
        return List.copyOf(events);
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, events);
    }

    public Path writeCalls(Path file) throws IOException {
        return Files.write(file, calls);
    }
}
