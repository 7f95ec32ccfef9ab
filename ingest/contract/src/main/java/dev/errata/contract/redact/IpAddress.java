package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/** An IPv4 or IPv6 address. */
record IpAddress() implements Shape {
    private static final int LONGEST = 45;
    private static final int GROUPS = 8;

    @Override
    public String triggers() {
        return "0123456789abcdefABCDEF:";
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        if (!text.isBoundary(index, CharClass.NAME) || (index > text.floor() && text.at(index - 1) == ':')) {
            return null;
        }
        var end = index;
        while (end - index <= LONGEST && (CharClass.HEX.has(text.at(end)) || ":.".indexOf(text.at(end)) >= 0)) {
            end++;
        }
        while (end > index && (text.at(end - 1) == '.' || (text.at(end - 1) == ':' && text.at(end - 2) != ':'))) {
            end--;
        }
        return spanOf(text, index, end);
    }

    private static @Nullable Span spanOf(Scan text, int start, int end) {
        if (end - start > LONGEST || CharClass.WORD.has(text.at(end))) {
            return null;
        }
        var candidate = text.slice(start, end);
        var colon = candidate.indexOf(':');
        var host = colon < 0 ? candidate : candidate.substring(0, colon);
        if (colon < 0 || host.indexOf('.') >= 0) {
            return isV4(host) ? new Span(start, start + host.length()) : null;
        }
        return isV6(candidate) ? new Span(start, end) : null;
    }

    private static boolean isV4(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (var part : parts) {
            var digits = !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isV6(String text) {
        var tail = text.substring(text.lastIndexOf(':') + 1);
        var mapped = tail.indexOf('.') >= 0;
        if (mapped && !isV4(tail)) {
            return false;
        }
        var hex = mapped ? text.substring(0, text.length() - tail.length()) + "0:0" : text;
        var groups = hex.split(":", -1);
        for (var group : groups) {
            if (group.length() > 4 || group.indexOf('.') >= 0) {
                return false;
            }
        }
        return hex.contains("::") ? groups.length <= GROUPS + 1 && hex.length() > 2 : groups.length == GROUPS;
    }
}
