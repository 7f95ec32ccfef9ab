package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.node.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabDetectTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int BINS = 1500;
    private static final int ONSET = 1200;

    private final Console console = new Console(Map.of(), Terminal.NONE, new Wiring());

    @TempDir
    private Path directory;

    @Test
    void detect_counts_writesWhenTheStormWasFound() throws IOException {
        var counts = new StringBuilder("epoch_s,code,type,model,errors,requests\n");
        for (int bin = 0; bin < BINS; bin++) {
            counts.append("%d,c,t,m,%d,50\n".formatted(time(bin).getEpochSecond(), errors(bin)));
        }

        assertThat(detect("--counts", write("counts.csv", counts))).hasSize(1).allSatisfy(this::isTheStorm);
    }

    @Test
    void detect_eventsWithTraffic_findsTheStormAmongAppsAtOnce() throws IOException {
        var events = events();
        var traffic = new StringBuilder();
        for (int bin = 0; bin < BINS; bin++) {
            traffic.append("{\"time\":\"%s\",\"app\":\"a\",\"model\":\"m\",\"window_ms\":10000,\"requests\":50}\n"
                    .formatted(time(bin)));
        }

        var alarms = detect("--events", write("events.ndjson", events), "--traffic", write("traffic.ndjson", traffic));

        assertThat(alarms).hasSize(1).allSatisfy(this::isTheStorm);
        assertThat(alarms[0]).contains("\"time\":\"" + time(ONSET + 1).plusSeconds(1) + '"');
    }

    @Test
    void detect_eventsAlone_findsTheStorm() throws IOException {
        assertThat(detect("--events", write("events.ndjson", events())))
                .hasSize(1)
                .allSatisfy(this::isTheStorm);
    }

    @Test
    void detect_redeliveredEvents_countOnce() throws IOException {
        var once = write("once.ndjson", events());
        var twice = write("twice.ndjson", events().toString().replaceAll("(?m)^(.*)$\n", "$1\n$1\n"));

        assertThat(detect("--events", twice)).isEqualTo(detect("--events", once));
    }

    @Test
    void detect_trafficWithCounts_exits2() throws IOException {
        var file = write("counts.csv", "epoch_s,code,type,model,errors,requests\n");

        assertThat(console.run("lab", "detect", "--counts", file, "--traffic", file, "--out", file))
                .isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void nab_values_getScoresInTheirOrder() throws IOException {
        var values = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 600; i++) {
            values.append("2014-04-%02d %02d:%02d:00,%d\n"
                    .formatted(1 + i / 288, i / 12 % 24, i % 12 * 5, i == 590 ? 500 : i % 7));
        }
        Files.createDirectories(directory.resolve("data/set"));
        Files.writeString(directory.resolve("data/set/a.csv"), values);
        var out = directory.resolve("scores");

        assertThat(console.run("lab", "nab", "--data", directory.resolve("data").toString(), "--out", out.toString()))
                .isZero();

        var lines = Files.readAllLines(out.resolve("set/a.csv"));
        assertThat(lines).hasSize(601).first().isEqualTo("timestamp,value,anomaly_score");
        assertThat(Double.parseDouble(lines.get(591).split(",", -1)[2])).isBetween(0.9, 1.0);
    }

    @Test
    void explain_cases_namesTheSlice() throws IOException {
        var leaves = new StringBuilder("real,predict,a,b\n");
        for (int a = 0; a < 5; a++) {
            for (int b = 0; b < 5; b++) {
                leaves.append("%d,%d,a%d,b%d\n".formatted(a == 2 ? 50 : 100 + b % 2, 100, a, b));
            }
        }
        Files.createDirectories(directory.resolve("cases/set"));
        Files.writeString(directory.resolve("cases/set/1.csv"), leaves);
        var out = directory.resolve("causes.ndjson");

        assertThat(console.run(
                        "lab",
                        "explain",
                        "--squeeze",
                        directory.resolve("cases").toString(),
                        "--out",
                        out.toString()))
                .isZero();

        assertThat(out).hasContent("{\"case\":\"set/1\",\"root_causes\":[\"a=a2\"]}");
    }

    private static StringBuilder events() {
        var events = new StringBuilder();
        for (int bin = 0; bin < BINS; bin++) {
            for (int error = 0; error < errors(bin); error++) {
                events.append(
                        ("{\"time\":\"%s\",\"event_id\":\"%d-%d\",\"app\":\"app%d\",\"provider\":\"p\",\"model\":\"m\","
                                        + "\"status\":429,\"code\":\"c\",\"type\":\"t\"}\n")
                                .formatted(time(bin).plusMillis(error), bin, error, error % 3));
            }
        }
        return events;
    }

    private static int errors(int bin) {
        return bin < ONSET ? bin % 5 == 0 ? 1 : 0 : 20;
    }

    private void isTheStorm(String alarm) {
        assertThat(alarm).contains("\"state\":\"open\"", "\"code\":\"c\"", "\"type\":\"t\"", "\"model\":\"m\"");
    }

    private String[] detect(String... input) throws IOException {
        var out = directory.resolve("alarms.ndjson");
        var arguments = new ArrayList<>(List.of("lab", "detect", "--out", out.toString()));
        arguments.addAll(List.of(input));
        assertThat(console.run(arguments.toArray(String[]::new)))
                .as(console.err())
                .isZero();
        return Files.readAllLines(out).toArray(String[]::new);
    }

    private String write(String name, CharSequence content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private static Instant time(int bin) {
        return START.plusSeconds(bin * 10L);
    }
}
