package dev.errata.emitter.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Target;
import dev.errata.emitter.Recorder;
import dev.errata.emitter.Tally;
import dev.errata.emitter.fake.MemoryRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaptureTest {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Target TARGET = new Target("deepseek", "deepseek-chat", "POST /chat", null, null);

    private final MemoryRecorder recorder = new MemoryRecorder();
    private final Capture capture = new Capture(recorder);

    @Test
    void callThatTheSdkGivesUp_isFailed_whenNoRetryHasCome() {
        var impatient = new Capture(recorder, Duration.ofMillis(50));
        failed(impatient, 0, this, 503);
        await().untilAsserted(() -> assertThat(recorder.total()).isEqualTo(new Tally(1, 1, 1, 0)));
    }

    @Test
    void callWhoseIdentityNobodyHolds_isFailed_withoutWaiting() {
        failed(capture, 0, new Object(), 503);
        assertThat(recorder.total()).isEqualTo(new Tally(1, 0, 0, 0));
        await().untilAsserted(() -> {
            System.gc();
            failed(capture, 0, this, 400);
            assertThat(recorder.total().callsFailed())
                    .isEqualTo(recorder.total().requests());
        });
    }

    @Test
    void retryOfAnUnknownCall_hasANumberButNoId() {
        failed(capture, 0, null, 503);
        failed(capture, 1, null, 503);
        answered(capture, 2, null, 200);
        assertThat(recorder.events())
                .extracting(event -> event.attempt().number())
                .containsExactly(1, 2);
        assertThat(recorder.events().get(1).ids().callId()).isNull();
        assertThat(recorder.outcomes()).isEmpty();
        capture.close();
        assertThat(recorder.total()).isEqualTo(new Tally(3, 1, 0, 1));
    }

    @Test
    void retryThatSkipsOne_isNotJoined() {
        failed(capture, 0, this, 503);
        failed(capture, 2, this, 400);
        assertThat(recorder.events())
                .extracting(event -> event.attempt().number())
                .containsExactly(1, 3);
        assertThat(recorder.events().get(1).ids().callId()).isNull();
    }

    @Test
    void packedBody_isUnpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write("{\"error\":{\"code\":\"packed\"}}".getBytes(UTF_8));
        }
        var body = capture.begin(head(0), null, null)
                .orElseThrow()
                .answered(500, Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"));
        body.read(ByteBuffer.wrap(packed.toByteArray()));
        body.end();
        assertThat(recorder.event().failure().code()).isEqualTo("packed");
    }

    @Test
    void hugeBody_isKeptInPart() {
        var body = capture.begin(head(0), null, null).orElseThrow().answered(500, JSON);
        for (int megabyte = 0; megabyte < 50 && body.wants(); megabyte++) {
            body.read(ByteBuffer.wrap(new byte[1 << 20]));
        }
        body.end();
        assertThat(recorder.event().rawBody()).hasSize(BodyReader.LIMIT);
    }

    @Test
    void answerThatNamesItsWait_andItsLimit_isUnderstood() {
        var headers =
                Map.of("Content-Type", "application/json", "Retry-After", "20", "x-ratelimit-remaining-requests", "0");
        capture.begin(head(0), null, null).orElseThrow().answered(429, headers).end();
        assertThat(recorder.event().attempt().retryAfterMs()).isEqualTo(20_000);
        assertThat(recorder.event().attempt().limitKind()).isEqualTo("requests");
        assertThat(recorder.event().attributes()).containsEntry("http.response.header.retry-after", "20");
    }

    @Test
    void reports_areSeenLikeCalls() {
        capture.record(Report.answered(TARGET, 200, JSON, "{}"));
        capture.record(
                Report.answered(TARGET, 402, Map.of("x-request-id", "r-1"), "{\"error\":{\"message\":\"no money\"}}")
                        .after(Duration.ofMillis(40)));
        capture.record(Report.unanswered(TARGET, new SocketTimeoutException("Read timed out")));
        try (var call = capture.calls().begin()) {
            capture.record(Report.answered(TARGET, 500, Map.of(), ""));
            capture.record(Report.answered(TARGET, 200, Map.of(), ""));
            assertThat(recorder.events().get(2).ids().callId()).isEqualTo(call.id());
        }
        assertThat(recorder.events())
                .extracting(event -> event.failure().status())
                .containsExactly(402, null, 500);
        assertThat(recorder.events().get(0).ids().requestId()).isEqualTo("r-1");
        assertThat(recorder.events().get(0).attempt().latencyMs()).isEqualTo(40);
        assertThat(recorder.events().get(1).failure().code()).isEqualTo("read_timeout");
        assertThat(recorder.outcomes()).hasSize(1);
        assertThat(recorder.total()).isEqualTo(new Tally(5, 4, 2, 1));
        assertThat(recorder.failures()).isEmpty();
    }

    @Test
    void tasks_tellEachStepOnce_andWhyTheyFailed() {
        var good = capture.tasks().submitted("task-1", TARGET);
        good.polled(200, JSON, "{\"output\":{\"task_id\":\"task-1\",\"task_status\":\"RUNNING\"}}");
        good.polled(200, JSON, "{\"output\":{\"task_id\":\"task-1\",\"task_status\":\"RUNNING\"}}");
        good.polled(500, JSON, "{\"status\":\"failed\"}");
        good.polled(200, JSON, "{\"output\":{\"task_id\":\"task-1\",\"task_status\":\"SUCCEEDED\"}}");
        good.cancelled();
        var bad = capture.tasks().submitted("task-2", TARGET);
        bad.polled(200, JSON, "{\"status\":\"FAILED\",\"code\":\"DataInspectionFailed\",\"message\":\"not allowed\"}");
        assertThat(recorder.outcomes())
                .extracting(CallOutcome::outcome)
                .containsExactly(
                        Outcome.SUBMITTED, Outcome.RUNNING, Outcome.SUCCEEDED, Outcome.SUBMITTED, Outcome.FAILED);
        assertThat(recorder.event().ids().taskId()).isEqualTo("task-2");
        assertThat(recorder.event().failure().code()).isEqualTo("DataInspectionFailed");
        assertThat(recorder.failures()).isEmpty();
    }

    @Test
    void recorderThatFails_isNotFeltByTheApplication() {
        var broken = new Capture(new BrokenRecorder());
        assertThatCode(() -> {
                    failed(broken, 0, this, 503);
                    answered(broken, 0, this, 200);
                    broken.record(Report.unanswered(TARGET, new IOException()));
                    broken.tasks().submitted("t", TARGET).succeeded();
                    broken.calls().begin().close();
                    broken.close();
                })
                .doesNotThrowAnyException();
    }

    private static void failed(Capture capture, int earlier, @Nullable Object identity, int status) {
        answered(capture, earlier, identity, status);
    }

    private static void answered(Capture capture, int earlier, @Nullable Object identity, int status) {
        capture.begin(head(earlier), null, identity)
                .orElseThrow()
                .answered(status, JSON)
                .end();
    }

    private static RequestHead head(int earlier) {
        var headers = Map.of("X-Stainless-Retry-Count", String.valueOf(earlier));
        return new RequestHead("POST", "api.openai.com", "/v1/chat/completions", headers, null, null);
    }

    /** Fails at everything, in the worst ways. */
    private static final class BrokenRecorder implements Recorder {
        @Override
        public Caller caller() {
            throw new NoClassDefFoundError("caller");
        }

        @Override
        public void failed(ErrorEvent attempt) {
            throw new IllegalStateException("failed");
        }

        @Override
        public void counted(Instant time, Target target, Tally tally) {
            throw new StackOverflowError();
        }

        @Override
        public void outcome(CallOutcome outcome) {
            throw new IllegalStateException("outcome");
        }

        @Override
        public void hookFailed(Throwable cause) {
            throw new IllegalStateException(cause);
        }
    }
}
