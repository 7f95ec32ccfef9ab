package dev.errata.emitter.capture;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a content type says. */
final class MediaTypes {
    private static final Pattern JSON = Pattern.compile("application/(?:[\\w.+-]+\\+)?json\\b.*", Pattern.DOTALL);
    private static final Pattern LINES = Pattern.compile("application/(?:x-ndjson|ndjson|jsonl|x-jsonlines).*");
    private static final Pattern CHARSET = Pattern.compile(".*charset\\s*=\\s*\"?([\\w.:-]{1,40}).*");

    private MediaTypes() {}

    static boolean isJson(String type) {
        return JSON.matcher(lowerCase(type)).matches() && !isLines(type);
    }

    static boolean isLines(String type) {
        return LINES.matcher(lowerCase(type)).matches();
    }

    static boolean isEventStream(String type) {
        return lowerCase(type).contains("text/event-stream");
    }

    /** UTF-8 where the type names none that this platform knows. */
    static Charset charset(String type) {
        var named = CHARSET.matcher(lowerCase(type));
        try {
            return named.matches() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String lowerCase(String type) {
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
