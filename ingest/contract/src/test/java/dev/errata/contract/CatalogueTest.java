package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.contract.CatalogueEntry.Origin;
import dev.errata.contract.CatalogueEntry.Part;
import dev.errata.contract.RetryPolicy.Action;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final String ENTRY = """
            {"key": "gone", "statuses": [410], "aliases": ["gone"], "vague_aliases": ["lost"], "title": "Gone",
             "meaning": "It was here.", "causes": ["It left"], "solution": ["Look elsewhere"], "owner": "caller",
             "retry": {"action": "never", "min_delay_ms": 0, "fallback": null, "escalate_after": null},
             "origin": "errata", "ours": []}
            """;

    @ParameterizedTest(name = "{0} is {1}: {2}, then {4}")
    @CsvSource(nullValues = "-", textBlock = """
            400, CALLER,   NEVER,     0,     AFTER_FIX,    -
            401, CALLER,   AFTER_FIX, 0,     -,            -
            402, QUOTA,    AFTER_FIX, 0,     -,            -
            403, CALLER,   AFTER_FIX, 0,     -,            -
            404, CALLER,   NEVER,     0,     AFTER_FIX,    -
            409, CALLER,   AFTER_FIX, 0,     -,            -
            422, CALLER,   NEVER,     0,     AFTER_FIX,    -
            429, QUOTA,    BACKOFF,   1000,  -,            5
            500, PROVIDER, BACKOFF,   1000,  -,            5
            502, PROVIDER, AFTER,     2000,  BACKOFF,      5
            503, PROVIDER, AFTER,     30000, SWITCH_MODEL, 3
            504, PROVIDER, AFTER,     2000,  AFTER_FIX,    3
            529, PROVIDER, AFTER,     30000, SWITCH_MODEL, 3
            """)
    void standard_eachStatus_hasOwnerAndRetryPolicy(
            int status,
            Owner owner,
            Action action,
            long minDelayMs,
            @Nullable Action fallback,
            @Nullable Integer escalateAfter) {
        var entry = Catalogue.standard().find(status, null, null).orElseThrow();
        assertThat(entry.statuses()).first().isEqualTo(status);
        assertThat(entry.owner()).isEqualTo(owner);
        assertThat(entry.retry()).isEqualTo(new RetryPolicy(action, minDelayMs, fallback, escalateAfter));
    }

    @Test
    void standard_everyEntry_isFoundByItsKey() {
        var catalogue = Catalogue.standard();
        assertThat(catalogue.all()).hasSize(24).allSatisfy(entry -> {
            assertThat(catalogue.entry(entry.key())).contains(entry);
            assertThat(catalogue.find(null, entry.key(), null)).contains(entry);
        });
        assertThat(catalogue.entry("nonsense")).isEmpty();
    }

    @Test
    void standard_whereTheReferenceIsSilent_marksWhatIsOurs() {
        var catalogue = Catalogue.standard();
        for (var status : new int[] {409, 422, 502, 504}) {
            var entry = catalogue.find(status, null, null).orElseThrow();
            assertThat(entry.origin()).isEqualTo(Origin.REFERENCE);
            assertThat(entry.isOurs(Part.CAUSES)).isTrue();
            assertThat(entry.isOurs(Part.MEANING)).isTrue();
            assertThat(entry.isOurs(Part.SOLUTION)).isFalse();
        }
        assertThat(catalogue.entry("dns_failure").orElseThrow().isOurs(Part.TITLE))
                .isTrue();
        assertThat(catalogue.entry("invalid_request").orElseThrow().ours()).isEmpty();
    }

    @Test
    void toJson_entry_isWhatTheCatalogueSays() throws InvalidRecordException {
        var entry = Catalogue.parse(array(ENTRY)).all().get(0);
        var expected = ENTRY.replace("\"escalate_after\": null", "\"escalate_after\": null, \"retryable\": false");
        assertThat(entry.toJson())
                .hasToString(Json.parse(expected.getBytes(UTF_8)).toString());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "causes": ["It left"]    | "causes": []          | causes is empty
            "causes": ["It left"],   | ''                    | 'causes'
            "meaning": "It was here."| "meaning": " "        | meaning is empty
            "solution"               | "solutions"           | 'solution'
            "action": "never"        | "action": "pray"      | pray
            "min_delay_ms": 0        | "min_delay_ms": 5     | min_delay_ms belongs to
            "action": "never", "min_delay_ms": 0 | "action": "after", "min_delay_ms": 9 | escalate_after belongs to
            "escalate_after": null   | "escalate_after": 3   | escalate_after belongs to
            "ours": []               | "ours": ["title"]     | all of it is ours
            "aliases": ["gone"]      | "aliases": ["Gone"]   | alias Gone is not in lower case
            "aliases": ["gone"]      | "aliases": ["lost"]   | alias lost is taken by entry gone
            "statuses": [410]        | "statuses": [410,410] | status 410 is taken
            """, quoteCharacter = '\0')
    void parse_faultyEntry_namesIt(String part, String instead, String complaint) {
        var faulty = ENTRY.replace(part, instead.equals("''") ? "" : instead);
        assertThat(faulty).isNotEqualTo(ENTRY);
        assertThatThrownBy(() -> Catalogue.parse(array(faulty)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("catalogue entry gone: ")
                .hasMessageContaining(complaint);
    }

    @Test
    void parse_sameKeyTwice_isRefused() {
        assertThatThrownBy(() -> Catalogue.parse(array(ENTRY + "," + ENTRY)))
                .hasMessage("catalogue entry gone: key gone is taken by entry gone");
    }

    @Test
    void parse_brokenJson_isRefused() {
        assertThatThrownBy(() -> Catalogue.parse("[{".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not valid JSON");
    }

    private static byte[] array(String entries) {
        return ("[" + entries + "]").getBytes(UTF_8);
    }
}
