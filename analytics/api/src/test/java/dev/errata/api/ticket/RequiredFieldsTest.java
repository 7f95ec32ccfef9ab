package dev.errata.api.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tickets of the documentation, which the demo has made, have all that a provider's support asks for. */
class RequiredFieldsTest {
    private static final Map<String, String> ASKED_FOR = askedFor();

    @ParameterizedTest
    @ValueSource(strings = {"rate-limit.md", "outage.md", "failed-task.md"})
    void example_hasAllThatSupportAsksFor(String name) throws IOException {
        var ticket = Files.readString(Path.of("../../docs/examples/ticket-" + name));

        assertThat(ASKED_FOR)
                .allSatisfy((what, pattern) ->
                        assertThat(ticket).as(what).containsPattern(Pattern.compile(pattern, Pattern.MULTILINE)));
        assertThat(ticket).doesNotContain("Bearer ", "sk-", "\"messages\"", "\"prompt\"");
    }

    private static Map<String, String> askedFor() {
        var fields = new LinkedHashMap<String, String>();
        fields.put(
                "UTC time to the second", "^\\| failed at \\| \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC");
        fields.put("a local time", "locally \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+\\d\\d:\\d\\d");
        fields.put("request id", "^\\| request id[^|]*\\| `req_[0-9a-f]+` \\|");
        fields.put("provider", "^\\| provider \\| `[a-z]+` \\|");
        fields.put("model", "^\\| model \\| `[a-z0-9.-]+` \\|");
        fields.put("endpoint", "^\\| endpoint \\| `POST /v1/[a-z/]+` \\|");
        fields.put("region", "^\\| our region \\| `[a-z0-9-]+` \\|");
        fields.put("status", "^\\| status \\| (\\d{3}|none: the task had been accepted) \\|");
        fields.put("code", "^\\| code \\| `[a-z_]+` \\|");
        fields.put("type", "^\\| type \\| `[a-z_]+` \\|");
        fields.put("full error body", "^\\{.*\"error\":\\{\"code\":");
        fields.put("streaming or not", "^\\| streaming \\| (yes|no) \\|");
        fields.put("application", "^\\| application \\| `[a-z-]+` \\|");
        fields.put("environment", "^\\| environment \\| `[a-z]+` \\|");
        fields.put("client library", "^\\| client library \\| `[a-z-]+/[0-9.]+` \\|");
        fields.put("number of retries", "^- \\d+ failed attempts? of the call");
        fields.put(
                "each retry's time and wait", "attempt \\| failed at \\(UTC\\) \\| waited before .* Retry-After \\|$");
        fields.put("first seen", "^\\| first seen \\| \\d{4}-");
        fields.put("last seen", "^\\| last seen \\| \\d{4}-");
        fields.put("one user or many", "^\\| our applications \\| `[a-z-]+` [\\d,]+");
        fields.put("the incident, since when", "^\\| since \\| \\d{4}-.* UTC \\|");
        fields.put("observed against usual", "^\\| observed \\| .* \\|\n\\| usual \\| .* \\|");
        fields.put("what retries did", "^\\| attempts \\| \\d\\.\\d\\d for each call of ");
        fields.put("what was masked or is missing", "^## What is not in here");
        fields.put("where to send it", "^## Where to send it");
        fields.put("content hash", "SHA-256 .*: [0-9a-f]{64}");
        return fields;
    }
}
