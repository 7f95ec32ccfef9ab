package dev.errata.store.sink;

import static dev.errata.contract.scan.EventField.APP;
import static dev.errata.contract.scan.EventField.ENV;
import static dev.errata.contract.scan.EventField.PROJECT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.redact.Redactor;
import dev.errata.contract.scan.EventScanner;
import dev.errata.store.sink.KnownLabels.Known;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownLabelsTest {
    private static final String HEAD =
            "{\"event_id\":\"01977a6c-5d80-7000-8000-000000000001\",\"time\":\"2026-06-15T12:00:00Z\",";

    private final KnownLabels labels =
            new KnownLabels(List.of(PROJECT, APP, ENV), List.of(APP, ENV), _ -> Redactor.STANDARD);

    @Test
    void of_theSameLabels_isKnown_whateverElseTheEventHas() {
        var first = known("\"app\":\"shop\",\"env\":\"prod\"");

        assertThat(known("\"app\":\"shop\",\"env\":\"prod\",\"status\":429")).isSameAs(first);
        assertThat(first.columns()).isEqualTo(columns("shop", "prod"));
    }

    @Test
    void of_theSameBytes_behindAnotherName_isAnother() {
        known("\"app\":\"x\",\"env\":\"y\"");

        assertThat(known("\"project\":\"x\",\"env\":\"y\"").columns()).isEqualTo(columns(null, "y"));
    }

    @Test
    void of_labelsWithASecret_isNotClean_eachTime() {
        var secret = "\"app\":\"sk-a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6\"";

        assertThat(known(secret).isClean()).isFalse();
        assertThat(known(secret).isClean()).isFalse();
        assertThat(known("\"app\":\"shop\"").isClean()).isTrue();
    }

    @Test
    void of_labelsFarApart_isRight() {
        var between = "\"message\":\"" + "m".repeat(1_000) + "\"";

        assertThat(known("\"app\":\"a\"," + between + ",\"env\":\"e\"").columns())
                .isEqualTo(columns("a", "e"));
    }

    @Test
    void of_anEventWithoutLabels_isClean() {
        assertThat(known("\"status\":429").isClean()).isTrue();
        assertThat(known("\"status\":429").columns()).isEqualTo(columns(null, null));
    }

    private Known known(String fields) {
        var scanner = new EventScanner();
        var record = (HEAD + fields + "}").getBytes(US_ASCII);
        assertThat(scanner.scan(record)).isTrue();
        return labels.of(record, scanner);
    }

    private static byte[] columns(@Nullable String app, @Nullable String env) {
        var row = new BinaryCopy();
        row.clear();
        return row.text(app).text(env).toBytes();
    }
}
