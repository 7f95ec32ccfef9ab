package dev.errata.emitter.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, POST /v1/chat/completions,",
        "/v1/responses/resp_67ccd2bed1ec8190b14f964abc0542670bb6, POST /v1/responses/{id},",
        "/v1/threads/thread_AbCdEfGhIjKl/runs/run_1, POST /v1/threads/{id}/runs/run_1,",
        "/v1/batches/batch_abc123/cancel, POST /v1/batches/{id}/cancel,",
        "/users/42/orders/0f8fad5b-d9cb-469f-a165-70867728950e, POST /users/{id}/orders/{id},",
        "/v1beta/models/gemini-2.0-flash:generateContent, POST /v1beta/models/{model}:generateContent, gemini-2.0-flash",
        "/openai/deployments/my-gpt4/chat/completions, POST /openai/deployments/{model}/chat/completions, my-gpt4",
        "/model/anthropic.claude-v2/invoke, POST /model/{model}/invoke, anthropic.claude-v2",
        "/api/v1/services/aigc/text2image/image-synthesis, POST /api/v1/services/aigc/text2image/image-synthesis,",
        "/a/b/c/d/e/f/g/h/i/j/k/l, POST /a/b/c/d/e/f/g/h/i,",
        "'', 'POST ',",
    })
    void pathsAreNamed_withoutIdsAndModels(String path, String operation, String model) {
        assertThat(Operations.name("POST", path)).isEqualTo(operation);
        assertThat(Operations.model(path).orElse(null)).isEqualTo(model);
    }
}
