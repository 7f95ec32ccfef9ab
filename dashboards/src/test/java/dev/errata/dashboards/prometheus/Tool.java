package dev.errata.dashboards.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of Prometheus or Alertmanager that is installed on this machine. */
record Tool(String name, String debianPackage) {
    static final Tool PROMTOOL = new Tool("promtool", "prometheus");
    static final Tool AMTOOL = new Tool("amtool", "prometheus-alertmanager");
    static final Tool ALERTMANAGER = new Tool("prometheus-alertmanager", "prometheus-alertmanager");

    /** What it prints, once it has said that all is well. */
    String run(Object... arguments) throws IOException, InterruptedException {
        var process = start(arguments);
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    Process start(Object... arguments) {
        var command = Stream.concat(Stream.of(name), Stream.of(arguments).map(Object::toString))
                .toList();
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return fail(
                    "%s is not here: apt install %s (.ci/run does it), or get it from prometheus.io"
                            .formatted(name, debianPackage),
                    e);
        }
    }

    static Object[] with(List<Object> first, Stream<Path> files) {
        return Stream.concat(first.stream(), files).toArray();
    }
}
