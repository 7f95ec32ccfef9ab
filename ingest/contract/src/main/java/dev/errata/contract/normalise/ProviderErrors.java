package dev.errata.contract.normalise;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every provider whose errors are known. A new one is an entry here and its recorded bodies among the tests. */
final class ProviderErrors {
    private static final Reset REQUESTS =
            new Reset("x-ratelimit-reset-requests", Reset.Scale.DURATION, "x-ratelimit-remaining-requests");
    private static final Reset TOKENS =
            new Reset("x-ratelimit-reset-tokens", Reset.Scale.DURATION, "x-ratelimit-remaining-tokens");
    private static final FieldPaths ID_ON_TOP =
            new FieldPaths(List.of(), List.of(), List.of(), List.of(), List.of("request_id", "id"), List.of());

    /** Proxies before the vendors behind them; of the rest, the one with the surer mark first. */
    static final List<ProviderError> ALL = List.of(
            ProviderError.gateway(
                            Recognition.of("litellm").headers("x-litellm-").words("litellm."))
                    .ids("x-litellm-call-id"),
            ProviderError.gateway(Recognition.of("openrouter").marks("error.metadata.provider_name"))
                    .ids("x-generation-id")
                    .resets(new Reset("x-ratelimit-reset", Reset.Scale.EPOCH_MILLIS, "x-ratelimit-remaining")),
            ProviderError.of(Recognition.of("azure", "azure openai").headers("apim-request-id", "x-ms-region"))
                    .ids("apim-request-id", "x-ms-request-id"),
            ProviderError.of(Recognition.of("openai").headers("openai-"))
                    .ids("x-request-id")
                    .resets(REQUESTS, TOKENS),
            ProviderError.of(Recognition.of("anthropic", "claude").headers("anthropic-"))
                    .ids("request-id")
                    .resets(
                            anthropic("requests"),
                            anthropic("tokens"),
                            anthropic("input-tokens"),
                            anthropic("output-tokens")),
            ProviderError.of(Recognition.of("groq").headers("x-groq-").marks("x_groq"))
                    .paths(new FieldPaths(List.of(), List.of(), List.of(), List.of(), List.of("x_groq.id"), List.of()))
                    .resets(REQUESTS, TOKENS),
            ProviderError.of(Recognition.of("deepseek").headers("x-ds-")).ids("x-ds-trace-id"),
            ProviderError.of(Recognition.of("mistral").headers("mistral-").marks("raw_status_code"))
                    .ids("mistral-correlation-id"),
            ProviderError.of(Recognition.of("gemini", "google", "vertex", "vertex ai")
                    .headers("x-goog-", "server-timing: gfet4t7")
                    .words("googleapis.com")),
            ProviderError.of(Recognition.of("bedrock", "aws bedrock", "amazon bedrock")
                            .headers("x-amzn-bedrock")
                            .words("com.amazon.bedrock"))
                    .ids("x-amzn-requestid"),
            ProviderError.gateway(Recognition.of("aws api gateway", "api gateway")
                            .headers("apigw-requestid", "x-amz-apigw-id"))
                    .ids("apigw-requestid", "x-amzn-requestid"),
            ProviderError.of(Recognition.of("together", "together ai").headers("x-together-"))
                    .paths(ID_ON_TOP)
                    .resets(new Reset("x-ratelimit-reset", Reset.Scale.SECONDS, "x-ratelimit-remaining")),
            ProviderError.of(Recognition.of("dashscope", "qwen", "alibaba", "bailian")
                            .headers("x-dashscope-", "req-cost-time", "x-acs-")
                            .words("help.aliyun.com"))
                    .ids("x-dashscope-request-id", "x-acs-request-id")
                    .paths(ID_ON_TOP),
            ProviderError.of(Recognition.of("moonshot", "kimi")
                            .headers("msh-", "x-msh-")
                            .words("moonshot"))
                    .ids("msh-request-id", "x-msh-request-id"),
            ProviderError.of(Recognition.of("zhipu", "glm", "bigmodel", "z.ai").words("bigmodel.cn"))
                    .ids("x-log-id"),
            ProviderError.of(Recognition.of("volcengine", "volcano", "ark", "doubao")
                            .headers("x-tt-logid")
                            .marks("ResponseMetadata"))
                    .ids("x-client-request-id", "x-tt-logid"),
            ProviderError.of(Recognition.of("cohere").headers("x-debug-trace-id"))
                    .ids("x-debug-trace-id")
                    .paths(ID_ON_TOP),
            ProviderError.of(Recognition.of("xai", "x.ai", "grok").words("console.x.ai")),
            ProviderError.of(Recognition.of("perplexity").words("perplexity.ai")),
            ProviderError.of(Recognition.of("minimax").headers("minimax-").marks("base_resp"))
                    .ids("trace-id"),
            ProviderError.of(Recognition.of("watsonx", "ibm", "watson").words("cloud.ibm.com"))
                    .paths(new FieldPaths(List.of(), List.of(), List.of(), List.of(), List.of("trace"), List.of())),
            ProviderError.of(Recognition.of("nvidia", "nim", "nvidia nim").headers("nvcf-"))
                    .ids("nvcf-reqid"),
            ProviderError.of(Recognition.of("vllm")),
            ProviderError.of(Recognition.of("ollama")),
            ProviderError.of(Recognition.of("baidu", "qianfan")).paths(ID_ON_TOP),
            ProviderError.of(Recognition.of("stability"))
                    .paths(new FieldPaths(
                            List.of("code", "name"), List.of(), List.of(), List.of(), List.of("id"), List.of())),
            ProviderError.gateway(Recognition.of("kong").headers("server: kong"))
                    .ids("x-kong-request-id"),
            ProviderError.gateway(Recognition.of("apigee").words("policies.ratelimit.")),
            ProviderError.gateway(Recognition.of("spring cloud gateway").headers("x-ratelimit-burst-capacity")),
            ProviderError.gateway(Recognition.of("cloudflare")
                    .words("<center>cloudflare</center>", "cf-error-details", "error code: 1015")),
            ProviderError.gateway(Recognition.of("nginx").words("<center>nginx", "<center>openresty")));

    private ProviderErrors() {}

    /** Who gave the answer: the one that the caller names, else the one that the answer gives away. */
    static Optional<ProviderError> of(Answer answer) {
        var name = answer.raw().provider();
        var named =
                ALL.stream().filter(entry -> name != null && entry.recognition().isCalled(name));
        var sender = ALL.stream().filter(entry -> entry.recognition().isSenderOf(answer.raw()));
        return Stream.of(named, sender, authors(answer))
                .flatMap(entries -> entries)
                .findFirst();
    }

    /** Those whom the body gives away. */
    static Stream<ProviderError> authors(Answer answer) {
        return ALL.stream().filter(entry -> entry.recognition().isAuthorOf(answer));
    }

    private static Reset anthropic(String limit) {
        var prefix = "anthropic-ratelimit-" + limit;
        return new Reset(prefix + "-reset", Reset.Scale.TIME, prefix + "-remaining");
    }
}
