package dev.errata.notify;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.core.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final Path RULES = Path.of("../../dashboards/prometheus/rules/records.yml");

    /** The causes of one problem. */
    private static final Pattern RECORD = Pattern.compile("cause=~\"\\|([^\"]+)\"}\\)\\s+labels:\\s+problem: (\\w+)");

    @Test
    void causes_areThoseOfTheRules() throws IOException {
        var ofRules = new HashMap<String, String>();
        RECORD.matcher(Files.readString(RULES))
                .results()
                .forEach(record -> Arrays.stream(record.group(1).split("\\|", -1))
                        .forEach(cause -> ofRules.put(cause, record.group(2))));
        var ours = Catalogue.standard().all().stream()
                .map(CatalogueEntry::key)
                .flatMap(key ->
                        Problem.of(Scope.of(Map.of("code", key))).map(problem -> Map.entry(key, problem)).stream())
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(ours).hasSizeGreaterThan(20).isEqualTo(ofRules);
    }

    @Test
    void scope_thatNamesAStatus_aClassOrNothing() {
        assertThat(Problem.of(Scope.of(Map.of("status", "429", "model", "flash"))))
                .contains("rate_limited");
        assertThat(Problem.of(Scope.of(Map.of(Scope.STATUS_CLASS, "5xx")))).contains("server_errors");
        assertThat(Problem.of(Scope.of(Map.of(Scope.STATUS_CLASS, "4xx")))).isEmpty();
        assertThat(Problem.of(Scope.of(Map.of("model", "flash")))).isEmpty();
        assertThat(Problem.of(Scope.TOTAL)).isEmpty();
    }
}
