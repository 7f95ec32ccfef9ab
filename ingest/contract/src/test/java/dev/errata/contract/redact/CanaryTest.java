package dev.errata.contract.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.testing.Secrets;
import dev.errata.contract.testing.Secrets.Planted;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Ten thousand secrets in every text field of events: none survives. */
class CanaryTest {
    private static final long SEED = 20_261_125;
    private static final int SECRETS = 10_000;
    private static final List<String> FIELDS = List.of(
            "project",
            "app",
            "app_version",
            "env",
            "region",
            "provider",
            "model",
            "operation",
            "key_id",
            "code",
            "type",
            "message",
            "param",
            "request_id",
            "provider_request_id",
            "task_id",
            "trace_id",
            "call_id",
            "limit_kind",
            "raw_body");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Secrets secrets = new Secrets(random);
    private final ErrorEventCodec codec = new ErrorEventCodec();

    @Test
    void redact_plantedSecrets_noneSurvives() throws InvalidRecordException {
        var survivors = new ArrayList<Planted>();
        for (int planted = 0; planted < SECRETS; ) {
            var hidden = new ArrayList<Planted>();
            var event = codec.decode(event(hidden));
            var published = new String(codec.encode(Redactor.STANDARD.redact(event)), UTF_8);
            hidden.stream().filter(each -> survives(each, published)).forEach(survivors::add);
            planted += hidden.size();
        }

        assertThat(survivors).as("seed %d", SEED).isEmpty();
    }

    @Test
    void redact_again_changesNothing() {
        for (int i = 0; i < SECRETS; i++) {
            var text = new StringBuilder();
            for (int part = random.nextInt(6); part >= 0; part--) {
                var planted = secrets.next();
                var cut = random.nextInt(planted.text().length() + 1);
                text.append(
                        random.nextBoolean() ? planted.text() : planted.text().substring(cut));
            }
            var once = Redactor.STANDARD.redact(text.toString());

            assertThat(Redactor.STANDARD.redact(once))
                    .as("seed %d: %s", SEED, text)
                    .isSameAs(once);
        }
    }

    private ObjectNode event(List<Planted> hidden) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("event_id", "019c13a8-8b20-7abc-8def-0123456789ab").put("time", "2026-01-31T12:00:00Z");
        FIELDS.forEach(field -> event.put(field, planted(hidden)));
        event.putObject("attributes")
                .put(planted(hidden), "value")
                .put("note", planted(hidden))
                .put("http.request.header.authorization", planted(hidden));
        return event;
    }

    private String planted(List<Planted> hidden) {
        var planted = secrets.next();
        hidden.add(planted);
        return planted.text();
    }

    private static boolean survives(Planted planted, String published) {
        return published.contains(planted.trace());
    }
}
