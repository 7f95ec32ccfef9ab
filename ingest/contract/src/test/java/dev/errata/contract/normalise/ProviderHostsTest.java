package dev.errata.contract.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderHostsTest {

    @ParameterizedTest
    @CsvSource({
        "api.openai.com, openai",
        "API.OpenAI.com, openai",
        "my-resource.openai.azure.com, azure",
        "us-central1-aiplatform.googleapis.com, gemini",
        "bedrock-runtime.us-east-1.amazonaws.com, bedrock",
        "ark.cn-beijing.volces.com, volcengine",
        "api.openai.com.evil.example, ",
        "notopenrouter.ai, ",
        "s3.amazonaws.com, ",
        "127.0.0.1, ",
        "'', ",
    })
    void hosts_areKnown_byTheirEnd(String host, String provider) {
        assertThat(ProviderHosts.provider(host).orElse(null)).isEqualTo(provider);
    }

    @Test
    void everyProvider_isOneWhoseErrorsAreKnown() {
        assertThat(ProviderHosts.SUFFIXES.values())
                .allSatisfy(name -> assertThat(ProviderErrors.ALL)
                        .anyMatch(known -> known.recognition().isCalled(name)));
    }
}
