package dev.errata.app.lab.detect;

import dev.errata.core.detect.Finding;
import dev.errata.core.detect.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;

/** Alarms as lines of JSON: {@code {"time", "state", "code", "type", "model", "score", "observed", ...}}. */
final class AlarmWriter {
    private final Writer out;

    AlarmWriter(Writer out) {
        this.out = out;
    }

    /**
     * An alarm begins or ends.
     *
     * @param time when it could be sent
     */
    void write(Instant time, Series series, Finding finding) {
        var line = JsonNodeFactory.instance.objectNode();
        line.put("time", time.toString());
        line.put("state", finding.signal() == Signal.RAISED ? "open" : "resolved");
        line.put("code", series.code());
        line.put("type", series.type());
        line.put("model", series.model());
        if (!series.provider().isEmpty()) {
            line.put("provider", series.provider());
        }
        line.put("score", finding.score());
        line.put("observed", finding.observed());
        line.put("expected", finding.expected());
        line.put("window_s", finding.window().toSeconds());
        try {
            out.write(line.toString() + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
