package dev.errata.gateway.otlp;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the other side: {@code chat}, {@code POST /v1/chat/completions}. Totals are told apart by it, so a
 * path without a template has its ids masked.
 */
final class Operation {
    private static final Pattern AUTHORITY = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*");
    private static final Pattern QUERY = Pattern.compile("[?#].*$", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("v\\d[\\w.-]{0,12}");
    private static final Pattern ID = Pattern.compile("[^:]*\\d[^:]*|[^:]{33,}");

    private Operation() {}

    static @Nullable String of(Attributes attributes) {
        var name = attributes.text(Name.OPERATION);
        var method = attributes.text(Name.METHOD);
        if (name != null || method == null) {
            return name;
        }
        var route = route(attributes);
        return route == null ? method : method + ' ' + route;
    }

    /** An address without what may hold secrets: user, query and fragment. */
    static String withoutQuery(String url) {
        return QUERY.matcher(url).replaceFirst("").replaceFirst("//[^/@]*@", "//");
    }

    private static @Nullable String route(Attributes attributes) {
        var template = attributes.text(Name.URL_TEMPLATE);
        if (template != null) {
            return template;
        }
        var path = attributes.text(Name.URL_PATH);
        var address = path == null ? attributes.text(Name.URL) : path;
        return address == null
                ? null
                : masked(AUTHORITY.matcher(withoutQuery(address)).replaceFirst(""));
    }

    private static String masked(String path) {
        var parts = path.isEmpty() ? "/" : path;
        return Arrays.stream(parts.split("/", -1)).map(Operation::maskedPart).collect(Collectors.joining("/"));
    }

    /** {@code models/gemini-2.5-pro:generateContent} is {@code models/*:generateContent}. */
    private static String maskedPart(String part) {
        return VERSION.matcher(part).matches() ? part : ID.matcher(part).replaceFirst("*");
    }
}
