package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.CharClass;
import dev.errata.contract.redact.RedactionConfig;
import dev.errata.contract.redact.RedactionConfig.OwnPattern;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Rows made straight from bytes are those that are made by reading events in full. */
class ScannedRowTest {
    private static final TimeRules RULES = TimeRules.DEFAULT;
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:07.123Z");
    private static final RawTopics TOPICS = new RawTopics(Map.of("acme", "acme corp"));
    private static final Redactor OWN = new Redactor(new RedactionConfig(
            false, Set.of("help@example.com"), List.of(new OwnPattern("badge", "EMP-", CharClass.DIGITS, 6))));

    private static final List<String> TEXTS = List.of(
            "plain",
            "two words",
            "gpt-5.2",
            "",
            "help@example.com",
            "someone@example.com",
            "EMP-123456",
            "sk-a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6",
            "tab\\tquote\\\"slash\\\\",
            "\\u00e9",
            "Grüße",
            " spaces ",
            "a\\nb",
            "status 429 after 12 ms",
            "4111 1111 1111 1111",
            "x".repeat(201),
            "Bearer abc.def",
            "password=hunter22");

    private static final List<String> LABELS = List.of(
            "project",
            "app",
            "app_version",
            "env",
            "region",
            "provider",
            "model",
            "operation",
            "key_id",
            "code",
            "type",
            "message",
            "param",
            "request_id",
            "provider_request_id",
            "task_id",
            "trace_id",
            "call_id",
            "limit_kind",
            "raw_body");

    private final Random random = new Random();
    private final long seed = random.nextLong();
    private final List<List<String>> labelsBefore = new ArrayList<>();

    @Test
    void append_ofRandomEvents_writesTheRowOfTheFullWay_orNothing() {
        random.setSeed(seed);
        var log = List.of(new RawLog("errata.events", 0), new RawLog("acme.events", 1));
        var scanned = new ScannedRow(RULES, OWN, sampling());
        var judged = new JudgedRows(OWN, sampling());
        var quick = 0;
        for (int i = 0; i < 30_000; i++) {
            var json = json();
            var record = log.get(random.nextInt(10) / 9).append(json.getBytes(UTF_8), NOW);
            var copy = new BinaryCopy();
            if (scanned.read(record, TOPICS.projectOf(record.topic()))) {
                scanned.write(copy, TOPICS.projectOf(record.topic()));
                quick++;
                assertThat(copy.toBytes()).as("seed %d: %s", seed, json).isEqualTo(inFull(judged, record));
            }
        }
        assertThat(quick).as("seed %d", seed).isBetween(3_000, 27_000);
    }

    private byte[] inFull(JudgedRows rows, ConsumerRecord<byte[], byte[]> record) {
        var verdict = Verdict.ofEvent(RawRecords.raw(record, TOPICS), RULES);
        var judged = requireNonNull(rows.of(record, verdict), () -> "refused, with seed " + seed);
        assertThat(judged.counted()).as("seed %d", seed).isTrue();
        var copy = new BinaryCopy();
        EventRows.append(copy, judged.row());
        return copy.toBytes();
    }

    /** The choice depends on what was asked before, and only rows of the quick way ask the other. */
    private static BodySampling sampling() {
        return new BodySampling(2, () -> DiskPressure.NONE);
    }

    private String json() {
        var fields = new ArrayList<String>();
        var born = NOW.plusMillis(random.nextInt(10) == 0 ? -86_400_000L * random.nextInt(60) : -random.nextInt(5_000));
        var time = NOW.plusMillis(random.nextInt(10) == 0 ? random.nextLong(-2_000_000, 2_000_000) : 0);
        fields.add("\"event_id\":\"" + EventIds.random(born, random) + "\"");
        fields.add("\"time\":\"" + time + "\"");
        fields.addAll(labels());
        number(fields, "status", 100, 999);
        number(fields, "attempt", 1, 9);
        number(fields, "latency_ms", 0, 100_000);
        number(fields, "retry_after_ms", 0, 100_000);
        rarely(fields, "\"streaming\":" + random.nextBoolean());
        rarely(fields, "\"attributes\":{\"a\":\"b\"}");
        rarely(fields, "\"attributes\":{}");
        rarely(fields, "\"altered\":[\"message\"]");
        return "{" + String.join(",", fields) + "}";
    }

    /** Others, or those of an event before: they come again and again. */
    private List<String> labels() {
        if (!labelsBefore.isEmpty() && random.nextBoolean()) {
            return labelsBefore.get(random.nextInt(labelsBefore.size()));
        }
        var labels = new ArrayList<String>();
        for (var label : LABELS) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> labels.add("\"" + label + "\":\"plain " + random.nextInt(5) + "\"");
                case 3 -> labels.add("\"" + label + "\":\"" + (random.nextInt(4) > 0 ? "ok" : any()) + "\"");
                case 4 -> labels.add("\"" + label + "\":null");
                default -> {}
            }
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(labels, random);
        }
        labelsBefore.add(labels);
        return labels;
    }

    private String any() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private void number(List<String> fields, String name, int min, int max) {
        if (random.nextBoolean()) {
            fields.add("\"" + name + "\":" + random.nextInt(min, max + 1));
        }
    }

    private void rarely(List<String> fields, String field) {
        if (random.nextInt(20) == 0) {
            fields.add(field);
        }
    }
}
