package dev.errata.app.config;

import dev.errata.contract.RawTopics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a setting's text may be. The same words refuse a bad value and stand in the documentation.
 *
 * @param label one word for help texts, such as {@code PORT}
 * @param range what is allowed, unit included
 * @param parser reads the text; throws {@link IllegalArgumentException} for anything outside the range
 */
record Kind<T>(String label, String range, Function<String, T> parser) {

    /** What Kafka allows in a topic, and what an event allows in a label. */
    private static final Pattern PROJECT_TOPICS =
            Pattern.compile("(?<prefix>[a-zA-Z0-9._-]{1,200})=(?<project>[\\x21-\\x7e&&[^=]]{1,200})");

    private static final Pattern NAMED = Pattern.compile("(?<name>[a-z][a-z0-9-]{0,40})=(?<url>.*)");
    private static final Pattern SERVERS = Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*");
    private static final Pattern INSTANCE = Pattern.compile("[a-zA-Z0-9._-]{0,60}");
    private static final Pattern JDBC_URL =
            Pattern.compile("|jdbc:postgresql://[^\\s/?@]+/[^\\s?]+(\\?(?!.*password=)\\S*)?");

    static Kind<Integer> wholeNumber(String label, int min, int max, String unit) {
        return new Kind<>(label, (min + " to " + max + " " + unit).strip(), text -> within(text, min, max));
    }

    /** Port 0 lets the system choose a free one. */
    static Kind<Integer> port() {
        return new Kind<>("PORT", "1 to 65535; 0 takes a free one", text -> within(text, 0, 65_535));
    }

    static Kind<Duration> duration(Duration min, Duration max) {
        var range = DurationText.of(min) + " to " + DurationText.of(max);
        return new Kind<>("DURATION", range, text -> within(DurationText.parse(text), min, max));
    }

    /** Bytes. */
    static Kind<Long> size(long min, long max) {
        var range = max == Long.MAX_VALUE
                ? "bytes, or k, m, g, t behind a number"
                : SizeText.of(min) + " to " + SizeText.of(max) + ", in bytes or with k, m, g, t";
        return new Kind<>("SIZE", range, text -> within(SizeText.parse(text), min, max));
    }

    static Kind<Path> directory() {
        return new Kind<>("DIR", "a directory, made if missing", Kind::path);
    }

    static Kind<URI> address() {
        return new Kind<>("URL", "http:// or https://", Kind::http);
    }

    /** Empty for none. */
    static Kind<List<URI>> addresses() {
        return new Kind<>(
                "URL,...",
                "http:// or https://, without a password; several with commas",
                text -> parts(text).stream().map(Kind::open).toList());
    }

    /** By name, in their order; empty for none. A single one needs no name. */
    static Kind<Map<String, URI>> namedAddresses(String usual) {
        return new Kind<>(
                "[NAME=]URL,...", "URL or NAME=URL[,NAME=URL...], without passwords", text -> named(text, usual));
    }

    private static Map<String, URI> named(String text, String usual) {
        var addresses = new LinkedHashMap<String, URI>();
        for (var part : parts(text)) {
            var matcher = NAMED.matcher(part);
            var name = matcher.matches() ? matcher.group("name") : usual;
            if (addresses.put(name, open(matcher.matches() ? matcher.group("url") : part)) != null) {
                throw new IllegalArgumentException("a name is there twice");
            }
        }
        return addresses;
    }

    private static List<String> parts(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /** Flags are seen by everybody on the machine. */
    private static URI open(String text) {
        var address = http(text);
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("with a password");
        }
        return address;
    }

    static Kind<Boolean> onOff() {
        return new Kind<>("on|off", "on or off", Kind::isOn);
    }

    static Kind<String> text(String label, String range) {
        return new Kind<>(label, range, Kind::notBlank);
    }

    static Kind<String> servers() {
        return new Kind<>("HOST:PORT,...", "HOST:PORT[,HOST:PORT...]", text -> matching(SERVERS, text));
    }

    /** Empty for none. */
    static Kind<String> instance() {
        return new Kind<>("NAME", "1 to 60 of a-z, A-Z, 0-9, '.', '_', '-'", text -> matching(INSTANCE, text));
    }

    /** Empty for the usual one. */
    static Kind<String> jdbcUrl() {
        return new Kind<>(
                "URL", "jdbc:postgresql://HOST[:PORT]/DATABASE, without a password", text -> matching(JDBC_URL, text));
    }

    /** Empty for none. */
    static Kind<Map<String, String>> clientConfig() {
        return new Kind<>("FILE", ClientConfigFile.CONTENT, ClientConfigFile::read);
    }

    /** What stands in the file; empty for no file. */
    static Kind<String> secretFile() {
        return new Kind<>("FILE", "a file that this process can read", Kind::content);
    }

    /** The token that stands in the file; empty for no file. */
    static Kind<String> tokenFile() {
        return new Kind<>("FILE", "a file with a token that you alone can read", text -> token(PrivateFile.read(text)));
    }

    /** Empty for none. */
    static Kind<RawTopics> projectTopics() {
        return new Kind<>("PREFIX=PROJECT", "PREFIX=PROJECT[,PREFIX=PROJECT...], each PREFIX once", Kind::topics);
    }

    private static RawTopics topics(String text) {
        var projects = new HashMap<String, String>();
        for (var pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            var matcher = PROJECT_TOPICS.matcher(pair.strip());
            if (!matcher.matches() || projects.put(matcher.group("prefix"), matcher.group("project")) != null) {
                throw new IllegalArgumentException("not a project's topics");
            }
        }
        return new RawTopics(projects);
    }

    /** Empty, or what a header can carry; the server knows better what a token is. */
    static String token(String text) {
        if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("no token");
        }
        return text;
    }

    private static boolean isOn(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("neither on nor off");
        };
    }

    private static String matching(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("of another form");
        }
        return text;
    }

    private static int within(String text, int min, int max) {
        return (int) within(Integer.parseInt(text), (long) min, max);
    }

    private static long within(long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    private static Duration within(Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    private static String content(String name) {
        try {
            return name.isEmpty() ? "" : Files.readString(path(name)).stripTrailing();
        } catch (IOException e) {
            throw new IllegalArgumentException("unreadable", e);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(notBlank(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static URI http(String text) {
        var uri = URI.create(text);
        var web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("not a web address");
        }
        return uri;
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }
}
