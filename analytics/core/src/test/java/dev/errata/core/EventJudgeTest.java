package dev.errata.core;

import static dev.errata.core.Samples.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.EventJudge.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Judging for counting comes to what the verdict comes to, on records good, bad and hostile. */
class EventJudgeTest {
    private static final int RECORDS = 200_000;
    private static final TimeRules RULES = TimeRules.DEFAULT;
    private static final List<String> FIELDS = List.of(
            "project",
            "env",
            "region",
            "app",
            "app_version",
            "provider",
            "model",
            "code",
            "type",
            "message",
            "request_id",
            "provider_request_id");
    private static final List<String> TEXTS = List.of(
            "checkout",
            "gpt-5.2",
            "",
            "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789",
            "ops@example.com",
            "mail from a.person@example.org and more",
            "x".repeat(190) + " ops@example.com",
            "x".repeat(201),
            "a\\nb",
            "caf\u00e9",
            "[redacted:email]",
            "AKIAIOSFODNN7EXAMPLE");
    private static final List<String> STATUSES = List.of("429", "500", "\"429\"", "99", "1000", "null", "4.29e2");
    private static final List<Duration> SKEWS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(-605),
            Duration.ofSeconds(-620).plusNanos(1_000),
            Duration.ofSeconds(-620),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5).plusNanos(1_000),
            Duration.ofDays(-30),
            Duration.ofDays(-30).minusNanos(1_000),
            Duration.ofDays(-31),
            Duration.ofDays(2),
            Duration.ofDays(3),
            Duration.ofDays(3_650),
            Duration.ofDays(-3_650));

    private final EventJudge judge = new EventJudge(RULES);
    private final SplittableRandom random;
    private final long seed = System.nanoTime();

    EventJudgeTest() {
        random = new SplittableRandom(seed);
    }

    @Test
    void judge_anyRecord_isTheVerdict() {
        var fates = new HashMap<Fate, Integer>();
        for (int i = 0; i < RECORDS; i++) {
            var appended = NOON.plusMillis(random.nextInt(20_000));
            var raw = new Verdict.Raw(record(appended), random.nextInt(8) == 0, appended, owner());
            fates.merge(check(raw), 1, Integer::sum);
        }
        assertThat(fates).containsOnlyKeys(Fate.values());
    }

    @Test
    void key_ofTheSameSeriesAndWindow_isEqual() {
        var json = Verdict.EVENTS.encode(Samples.event(NOON));
        judge.judge(json, false, NOON.toEpochMilli(), null);
        var kept = judge.key().copy();
        judge.judge(Verdict.EVENTS.encode(Samples.event(NOON.plusSeconds(10))), false, NOON.toEpochMilli(), null);

        assertThat(judge.key()).isNotEqualTo(kept);
        judge.judge(Verdict.EVENTS.encode(Samples.event(NOON.plusSeconds(9))), false, NOON.toEpochMilli(), null);
        assertThat(judge.key()).isEqualTo(kept).hasSameHashCodeAs(kept).isEqualByComparingTo(kept);
    }

    private Fate check(Verdict.Raw raw) {
        var text = raw.value() == null ? "null" : new String(raw.value(), UTF_8);
        var fate = judge.judge(raw.value(), raw.resend(), raw.appended().toEpochMilli(), raw.owner());
        switch (Verdict.ofEvent(raw, RULES)) {
            case Verdict.Counted(var event, var time) -> {
                assertThat(fate).as("seed %d: %s", seed, text).isEqualTo(Fate.COUNTED);
                assertThat(judge.rateKey()).as("seed %d: %s", seed, text).isEqualTo(RateKey.of(event));
                assertThat(judge.window()).as("seed %d: %s", seed, text).isEqualTo(TimeRules.windowOf(time));
                assertThat(judge.appVersion()).as("seed %d: %s", seed, text).isEqualTo(maskedVersion(event));
                assertThat(judge.isWithoutRequestId())
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(
                                event.ids().requestId() == null && event.ids().providerRequestId() == null);
            }
            case Verdict.Uncounted(var event, var time) ->
                assertThat(fate).as("seed %d: %s", seed, text).isEqualTo(raw.resend() ? Fate.RESENT : Fate.LATE);
            case Verdict.Refused<?> refused ->
                assertThat(fate).as("seed %d: %s", seed, text).isEqualTo(Fate.REFUSED);
        }
        return fate;
    }

    private static String maskedVersion(ErrorEvent event) {
        var version = event.caller().appVersion();
        return version == null ? "" : Redactor.STANDARD.maskedLabel(version);
    }

    private byte @Nullable [] record(Instant appended) {
        if (random.nextInt(1_000) == 0) {
            return null;
        }
        var json = new StringJoiner(",", "{", "}");
        json.add("\"event_id\":\"" + EventIds.random(appended.plus(skew()), random) + '"');
        json.add("\"time\":\"" + appended.plus(skew()) + '"');
        for (var field : FIELDS) {
            if (random.nextBoolean()) {
                json.add('"' + field + "\":\"" + text() + '"');
            }
        }
        if (random.nextBoolean()) {
            json.add("\"status\":" + (random.nextInt(4) == 0 ? any(STATUSES) : "429"));
        }
        var bytes = json.toString().getBytes(UTF_8);
        if (random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private Duration skew() {
        return random.nextInt(3) == 0 ? any(SKEWS) : Duration.ofMillis(random.nextInt(-15_000, 0));
    }

    private String text() {
        return random.nextInt(5) == 0 ? any(TEXTS) : any(TEXTS.subList(0, 5));
    }

    private @Nullable String owner() {
        return random.nextInt(4) == 0 ? any(List.of("acme", "caf\u00e9", "ops@example.com")) : null;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
