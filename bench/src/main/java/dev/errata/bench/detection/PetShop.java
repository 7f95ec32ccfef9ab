package dev.errata.bench.detection;

import dev.errata.core.detect.CountDetector;
import dev.errata.core.detect.CountParameters;
import dev.errata.core.detect.CountParameters.Exposure;
import dev.errata.core.detect.CountState;
import dev.errata.core.detect.Observation;
import dev.errata.core.detect.Signal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real counts with request totals in bins of 5 min: a quiet run of 49 h and injected issues. Each issue is judged from
 * what the quiet run taught, as if it came right after it.
 *
 * @param found availability issues with an alarm in the 20 min after the alert
 * @param medianDelay from the alert, in seconds
 * @param falseAlarms in the quiet run
 */
record PetShop(int found, int issues, double medianDelay, int falseAlarms) {
    private static final int BIN = 300;
    private static final int IN_TIME = 1200;
    private static final String QUIET = "high_traffic_noissue.csv";
    private static final List<String> IGNORED =
            List.of("lambda_step_", "StepFnStateMachine", "AWS::StepFunctions", "Evidently");

    static PetShop run() throws IOException {
        return new Run(Archive.open("petshop.zip")).result();
    }

    /** One pass over all files. */
    private static final class Run {
        private final Archive archive;
        private final CountDetector detector =
                new CountDetector(CountParameters.of(Duration.ofSeconds(BIN), Exposure.REQUESTS));

        Run(Archive archive) {
            this.archive = archive;
        }

        PetShop result() {
            var learned = new HashMap<String, CountState>();
            var falseAlarms = alarms(QUIET, learned, 0).size();
            var end = archive.rows(QUIET).stream()
                    .mapToLong(row -> Long.parseLong(row.getFirst()))
                    .max()
                    .orElse(0);
            var delays = new ArrayList<Double>();
            var issues = 0;
            for (var label : new JsonMapper().readTree(archive.text("labels.json"))) {
                if (label.path("metric").stringValue("").equals("availability")) {
                    issues++;
                    var alert = label.path("alert_epoch_s").doubleValue();
                    issue(label.path("file").stringValue(""), learned, end).stream()
                            .map(time -> time - alert)
                            .filter(delay -> delay >= 0 && delay <= IN_TIME)
                            .findFirst()
                            .ifPresent(delays::add);
                }
            }
            var sorted = delays.stream().sorted().toList();
            var median = sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
            return new PetShop(delays.size(), issues, median, falseAlarms);
        }

        private List<Double> issue(String file, Map<String, CountState> learned, long quietEnd) {
            var start = archive.rows(file).stream()
                    .mapToLong(row -> Long.parseLong(row.getFirst()))
                    .min()
                    .orElse(0);
            return alarms(file, new HashMap<>(learned), quietEnd + BIN - start);
        }

        /** Ends of the bins that raised an alarm; the states are carried on. */
        private List<Double> alarms(String file, Map<String, CountState> states, long shift) {
            var alarms = new ArrayList<Double>();
            for (var row : archive.rows(file)) {
                var component = row.get(1);
                var start = Long.parseLong(row.get(0));
                if (IGNORED.stream().noneMatch(component::startsWith)) {
                    var observation = Observation.of(
                            Instant.ofEpochSecond(start + shift),
                            Long.parseLong(row.get(3)),
                            Long.parseLong(row.get(2)));
                    var step = detector.next(states.getOrDefault(component, detector.start()), observation);
                    states.put(component, step.state());
                    if (step.finding().signal() == Signal.RAISED) {
                        alarms.add((double) start + BIN);
                    }
                }
            }
            return alarms;
        }
    }
}
