package dev.errata.contract.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Records that are good, nearly good or hostile: of every field every kind of value, in any order, some of it broken. */
final class RandomJson {
    private static final String NOISE = "\"\\{}[]:,0123456789-+.eE \t\n\u0000\u007fntfau";
    private static final List<String> STRINGS = List.of(
            "\"gpt-5.2\"",
            "\"checkout\"",
            "\"POST /v1/chat/completions\"",
            "\"\"",
            "\" \"",
            "\" padded\"",
            "\"padded \"",
            "\"del\u007f\"",
            "\"ops@example.com\"",
            "\"a \\\"quoted\\\" \\\\ \\/ \\n \\u00e9 \\u0000 \\ud83d\\ude00 word\"",
            "\"lone \\ud83d surrogate\"",
            "\"caf\u00e9 \u8bf7\u6c42\u8fc7\u591a \ud83d\ude00\"",
            '"' + "x".repeat(200) + '"',
            '"' + "x".repeat(201) + '"',
            '"' + "\\n".repeat(4_000) + '"',
            '"' + "y".repeat(5_000) + '"');
    private static final List<String> NUMBERS =
            List.of("0", "1", "99", "100", "429", "999", "1000", "1000000", "1000001", "999999999999999999");
    private static final List<String> ODD = List.of(
            "9223372036854775807",
            "9223372036854775808",
            "-1",
            "00",
            "01",
            "1.5",
            "1e3",
            "[]",
            "{}",
            "[1]",
            "{\"a\":{\"b\":1}}",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"tab\tinside\"",
            "nul",
            "\"open",
            "");
    private static final List<String> TIMES = List.of(
            "\"2026-01-31T12:00:00Z\"",
            "\"2026-01-28T23:59:59.5Z\"",
            "\"2026-02-28T12:00:00.123456Z\"",
            "\"2026-02-29T12:00:00Z\"",
            "\"2026-01-10T12:00:00.1234567Z\"",
            "\"2026-01-10T12:00:00+02:00\"",
            "\"2026-01-10T24:00:00Z\"",
            "\"2026-01-10T12:60:00Z\"",
            "\"2026-01-10t12:00:00z\"",
            "\"2026-01-10T12:00:00.Z\"",
            "\"2026-01-10T12:00Z\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"1969-12-31T23:59:59.999999Z\"",
            "\"9999-12-28T23:59:59.000001Z\"");
    private static final List<String> ATTRIBUTES = List.of(
            "{}",
            "{ }",
            "{\"a\":\"b\"}",
            "{\"a\":\"b\" , \"c\":\"\\n\\u00e9\"}",
            "{\"a\":\"b\",\"a\":\"c\"}",
            "{\"a\\n\":\"b\"}",
            "{\"caf\u00e9\":\"b\"}",
            "{\"a\":\"caf\u00e9\"}",
            "{\"a\":1}",
            "{\"a\":null}",
            "{\"a\":\"b\",}",
            pairs(32, "v"),
            pairs(33, "v"),
            pairs(2, "v".repeat(4_090)),
            pairs(2, "v".repeat(4_100)));
    private static final List<String> ALTERED = List.of(
            "[]", "[\"message\"]", "[ \"message\" , \"app\" ]", "[\"no such field\"]", "[1]", "[\"a\",]", "\"app\"");

    private final RandomGenerator random;

    RandomJson(RandomGenerator random) {
        this.random = random;
    }

    byte[] next() {
        var members = new ArrayList<String>();
        for (var field : EventField.values()) {
            if (isRequired(field) ? !oneIn(50) : oneIn(2)) {
                members.add(member(field.name().toLowerCase(Locale.ROOT), value(field)));
            }
        }
        if (oneIn(20)) {
            members.add(member(any(List.of("unknown", "event_idx", "", "APP")), any(STRINGS)));
        }
        if (oneIn(20)) {
            members.add(any(members));
        }
        if (oneIn(4)) {
            members.add(random.nextInt(members.size()), members.remove(members.size() - 1));
        }
        return mutated(("{" + String.join(oneIn(4) ? " ,\n" : ",", members) + "}").getBytes(UTF_8));
    }

    private byte[] mutated(byte[] json) {
        if (oneIn(3)) {
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                json[random.nextInt(json.length)] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
            }
        }
        if (oneIn(50)) {
            json[random.nextInt(json.length)] = (byte) random.nextInt();
        }
        return json;
    }

    private String value(EventField field) {
        if (oneIn(100)) {
            return any(ODD);
        }
        if (oneIn(30)) {
            return any(List.of("null", "true", "false", "1", "\"text\""));
        }
        return switch (field.kind()) {
            case EVENT_ID -> id();
            case TIME -> oneIn(2) ? TIMES.get(0) : any(TIMES);
            case NUMBER -> oneIn(2) ? "429" : any(NUMBERS);
            case FLAG -> any(List.of("true", "false"));
            case ATTRIBUTES -> any(ATTRIBUTES);
            case NAMES -> any(ALTERED);
            case TEXT -> any(STRINGS);
            case LABEL, ID -> oneIn(20) ? any(STRINGS) : any(STRINGS.subList(0, 3));
        };
    }

    private String id() {
        var id = EventIds.random(Instant.ofEpochMilli(random.nextLong(1L << 48)), random)
                .toString();
        var form = oneIn(5) ? id.toUpperCase(Locale.ROOT) : id;
        return '"' + (oneIn(20) ? form.replace('7', '4') : form) + '"';
    }

    private String member(String name, String value) {
        return (oneIn(10) ? " \"" : "\"") + name + (oneIn(10) ? "\" : " : "\":") + value;
    }

    private static boolean isRequired(EventField field) {
        return field == EventField.EVENT_ID || field == EventField.TIME;
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String pairs(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + i + "\":\"" + value + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
