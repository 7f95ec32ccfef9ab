package dev.errata.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.contract.redact.CharClass;
import dev.errata.contract.redact.RedactionConfig.OwnPattern;
import dev.errata.contract.redact.Redactor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTextTest {

    @Test
    void patterns_areReadInOrder() {
        assertThat(RedactionText.patterns(" badge=EMP-[0-9]{6,}  key=k=v_[A-Za-z0-9_-]{1,} "))
                .containsExactly(
                        new OwnPattern("badge", "EMP-", CharClass.DIGITS, 6),
                        new OwnPattern("key", "k=v_", CharClass.WORD, 1));
        assertThat(RedactionText.patterns("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "badge",
                "badge=(a+)+$",
                "badge=EMP-.*",
                "badge=EMP-[0-9]+",
                "badge=EMP-[a-f]{6,}",
                "badge=[0-9]{6,}",
                "Badge=EMP-[0-9]{6,}",
                "badge=EMP-[0-9]{0,}",
                "badge=EMP-[0-9]{999,}"
            })
    void patterns_ofAnotherForm_areRefusedAtStart(String text) {
        assertThatThrownBy(() -> AppConfig.of(Map.of("ERRATA_REDACT_PATTERNS", text), Map.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("ERRATA_REDACT_PATTERNS is \"" + text + "\", must be name=prefix[class]{min,}");
    }

    @Test
    void settings_makeARedactor() throws Exception {
        var config = AppConfig.of(
                Map.of("ERRATA_REDACT_IPS", "on", "ERRATA_REDACT_ALLOW", "help@shop.example, sk-example-0123456789"),
                Map.of("--redact-patterns", "badge=EMP-[0-9]{6,}"));

        assertThat(new Redactor(config.common().redaction())
                        .redact("EMP-123456 10.1.2.3 help@shop.example sk-example-0123456789 me@shop.example"))
                .isEqualTo("[redacted:badge] [redacted:ip] help@shop.example sk-example-0123456789 [redacted:email]");
    }
}
