package dev.errata.emitter.okhttp;

import static dev.errata.emitter.fake.Reply.error;
import static dev.errata.emitter.fake.Reply.json;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.ErrorEvent;
import dev.errata.emitter.Tally;
import dev.errata.emitter.capture.CallScope;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.fake.FakeProvider;
import dev.errata.emitter.fake.MemoryRecorder;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class OwnLoopTest {
    private final MemoryRecorder recorder = new MemoryRecorder();
    private final Capture capture = new Capture(recorder);
    private final OkHttpClient client = new OkHttpClient.Builder()
            .addInterceptor(new ErrataInterceptor(capture))
            .build();

    @Test
    void ownLoop_joinsItsAttempts_byScopeAndByTag() throws IOException {
        try (var api = FakeProvider.answering(
                error(429, "a"), error(500, "b"), json(200, "{}"), error(500, "c"), error(501, "d"))) {
            try (var call = capture.calls().begin()) {
                read(client, post(api.url()));
                read(client, post(api.url()));
                read(client, post(api.url()));
                assertThat(recorder.events()).extracting(OwnLoopTest::callId).containsOnly(call.id());
            }
            var scope = capture.calls().begin();
            for (int attempt = 0; attempt < 2; attempt++) {
                var seen = recorder.events().size();
                client.newCall(post(api.url())
                                .newBuilder()
                                .tag(CallScope.class, scope)
                                .build())
                        .enqueue(new ReadAll());
                await().until(() -> recorder.events().size() > seen);
            }
            scope.close();
        }
        assertThat(recorder.events())
                .extracting(event -> event.attempt().number())
                .containsExactly(1, 2, 1, 2);
        assertThat(recorder.events().stream().map(OwnLoopTest::callId).distinct())
                .hasSize(2);
        assertThat(recorder.outcomes()).hasSize(1).allSatisfy(outcome -> {
            assertThat(outcome.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(outcome.callId()).isEqualTo(callId(recorder.events().get(0)));
        });
        await().untilAsserted(() -> assertThat(recorder.total()).isEqualTo(new Tally(5, 2, 1, 1)));
    }

    private static String callId(ErrorEvent event) {
        return String.valueOf(event.ids().callId());
    }

    private static Request post(String url) {
        return new Request.Builder().url(url).build();
    }

    private static void read(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            requireNonNull(response.body()).bytes();
        }
    }
}
