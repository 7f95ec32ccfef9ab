package dev.errata.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> MODELS = List.of(
            "deepseek-v4-flash", "deepseek-v4-pro", "deepseek-v4-flashy", "gpt-4o", "claude-sonnet-4-5", "qwen-3-max");

    @ParameterizedTest
    @CsvSource({
        "deepseek-v4-flsh, deepseek-v4-flash|deepseek-v4-flashy",
        "DeepSeek-V4-Flash, deepseek-v4-flash|deepseek-v4-flashy",
        "claude-sonnet-45, claude-sonnet-4-5",
        "gpt4o, gpt-4o",
        "gpt-9-ultra, ''",
        "llama, ''",
        "'', ''"
    })
    void near_ofAMisspeltName_isWhatWasProbablyMeant(String name, String expected) {
        assertThat(String.join("|", Nearest.near(name, MODELS, 3))).isEqualTo(expected);
    }

    @Test
    void near_ofMany_isTheNearestFew() {
        assertThat(Nearest.near("m-10", List.of("m-14", "m-1", "m-13", "m-12", "m-11"), 3))
                .containsExactly("m-1", "m-11", "m-12");
    }

    @Test
    void to_anyWord_isSomeKnownOne() {
        assertThat(Nearest.to("quite else", MODELS)).isIn(MODELS);
        assertThat(Nearest.to("gpt-4", MODELS)).isEqualTo("gpt-4o");
    }
}
