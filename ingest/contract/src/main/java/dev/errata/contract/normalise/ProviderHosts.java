package dev.errata.contract.normalise;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose API stands under which host. A new one is a line here; its name is one that {@link ProviderErrors} knows. */
public final class ProviderHosts {
    /** How hosts end. */
    static final Map<String, String> SUFFIXES = suffixes();

    private static final Pattern BEDROCK = Pattern.compile("bedrock[a-z-]*\\.[a-z0-9.-]+\\.amazonaws\\.com");

    private ProviderHosts() {}

    /** The provider; empty where the host is nobody's that is known. */
    public static Optional<String> provider(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (BEDROCK.matcher(name).matches()) {
            return Optional.of("bedrock");
        }
        return SUFFIXES.entrySet().stream()
                .filter(suffix -> endsWith(name, suffix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Regions and resources stand in front, behind a dot or, with Google, a hyphen. */
    private static boolean endsWith(String host, String suffix) {
        var before = host.length() - suffix.length() - 1;
        return host.endsWith(suffix) && (before < 0 || host.charAt(before) == '.' || host.charAt(before) == '-');
    }

    private static Map<String, String> suffixes() {
        var hosts = new LinkedHashMap<String, String>();
        put(hosts, "openai", "api.openai.com");
        put(hosts, "azure", "openai.azure.com", "services.ai.azure.com", "cognitiveservices.azure.com");
        put(hosts, "anthropic", "api.anthropic.com");
        put(hosts, "deepseek", "api.deepseek.com");
        put(hosts, "mistral", "api.mistral.ai", "codestral.mistral.ai");
        put(hosts, "gemini", "generativelanguage.googleapis.com", "aiplatform.googleapis.com");
        put(hosts, "openrouter", "openrouter.ai");
        put(hosts, "together", "api.together.xyz", "api.together.ai");
        put(hosts, "groq", "api.groq.com");
        put(hosts, "dashscope", "dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com");
        put(hosts, "moonshot", "api.moonshot.cn", "api.moonshot.ai");
        put(hosts, "zhipu", "open.bigmodel.cn", "api.z.ai");
        put(hosts, "volcengine", "volces.com");
        put(hosts, "cohere", "api.cohere.com", "api.cohere.ai");
        put(hosts, "xai", "api.x.ai");
        put(hosts, "perplexity", "api.perplexity.ai");
        put(hosts, "minimax", "api.minimax.io", "api.minimax.chat", "api.minimaxi.com");
        put(hosts, "baidu", "qianfan.baidubce.com", "aip.baidubce.com");
        put(hosts, "stability", "api.stability.ai");
        return hosts;
    }

    private static void put(Map<String, String> suffixes, String provider, String... hosts) {
        for (var host : hosts) {
            suffixes.put(host, provider);
        }
    }
}
