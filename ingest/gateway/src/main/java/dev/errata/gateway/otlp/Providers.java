package dev.errata.gateway.otlp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who was called, by the names that Errata's normaliser has for them. */
final class Providers {
    /** What the conventions call them, where that is another word. */
    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("azure.ai.openai", "azure"),
            Map.entry("az.ai.openai", "azure"),
            Map.entry("azure.ai.inference", "azure"),
            Map.entry("az.ai.inference", "azure"),
            Map.entry("azure_openai", "azure"),
            Map.entry("aws.bedrock", "bedrock"),
            Map.entry("aws_bedrock", "bedrock"),
            Map.entry("gcp.gemini", "gemini"),
            Map.entry("gcp.vertex_ai", "gemini"),
            Map.entry("gcp.gen_ai", "gemini"),
            Map.entry("vertex_ai", "gemini"),
            Map.entry("google", "gemini"),
            Map.entry("mistral_ai", "mistral"),
            Map.entry("mistralai", "mistral"),
            Map.entry("x_ai", "xai"),
            Map.entry("moonshot_ai", "moonshot"),
            Map.entry("together_ai", "together"),
            Map.entry("alibaba", "dashscope"),
            Map.entry("qwen", "dashscope"),
            Map.entry("zhipuai", "zhipu"));

    /** A host that ends like this belongs to them; of two, the first. */
    private static final List<Map.Entry<String, String>> BY_HOST = List.of(
            Map.entry(".openai.azure.com", "azure"),
            Map.entry(".services.ai.azure.com", "azure"),
            Map.entry(".models.ai.azure.com", "azure"),
            Map.entry("api.openai.com", "openai"),
            Map.entry("api.anthropic.com", "anthropic"),
            Map.entry("api.deepseek.com", "deepseek"),
            Map.entry("api.mistral.ai", "mistral"),
            Map.entry("generativelanguage.googleapis.com", "gemini"),
            Map.entry("aiplatform.googleapis.com", "gemini"),
            Map.entry("-aiplatform.googleapis.com", "gemini"),
            Map.entry("openrouter.ai", "openrouter"),
            Map.entry("api.groq.com", "groq"),
            Map.entry("api.together.xyz", "together"),
            Map.entry("api.together.ai", "together"),
            Map.entry("dashscope.aliyuncs.com", "dashscope"),
            Map.entry("dashscope-intl.aliyuncs.com", "dashscope"),
            Map.entry("api.moonshot.cn", "moonshot"),
            Map.entry("api.moonshot.ai", "moonshot"),
            Map.entry("bigmodel.cn", "zhipu"),
            Map.entry("api.z.ai", "zhipu"),
            Map.entry(".volces.com", "volcengine"),
            Map.entry("api.cohere.com", "cohere"),
            Map.entry("api.cohere.ai", "cohere"),
            Map.entry("api.x.ai", "xai"),
            Map.entry("api.perplexity.ai", "perplexity"),
            Map.entry("api.minimax.io", "minimax"),
            Map.entry("api.minimaxi.com", "minimax"),
            Map.entry("qianfan.baidubce.com", "baidu"),
            Map.entry("api.stability.ai", "stability"));

    private static final String BEDROCK_HOST = "bedrock";
    private static final String AWS_HOST = ".amazonaws.com";

    private Providers() {}

    /** As an instrumentation names it, else as its host gives it away, else what the user calls the other side. */
    static @Nullable String of(Attributes attributes) {
        var name = attributes.text(Name.PROVIDER);
        if (name != null) {
            return BY_NAME.getOrDefault(name.strip().toLowerCase(Locale.ROOT), name);
        }
        return Optional.ofNullable(attributes.text(Name.SERVER))
                .flatMap(Providers::byHost)
                .orElseGet(() -> attributes.text(Name.PEER_SERVICE));
    }

    private static Optional<String> byHost(String server) {
        var host = server.toLowerCase(Locale.ROOT);
        if (host.startsWith(BEDROCK_HOST) && host.endsWith(AWS_HOST)) {
            return Optional.of("bedrock");
        }
        return BY_HOST.stream()
                .filter(entry -> isSuffix(entry.getKey(), host))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whole labels only: {@code api.openai.com.example.org} and {@code notapi.openai.com} belong to others. */
    private static boolean isSuffix(String suffix, String host) {
        var isPart = suffix.startsWith(".") || suffix.startsWith("-");
        return host.equals(suffix) || host.endsWith(isPart ? suffix : "." + suffix);
    }
}
