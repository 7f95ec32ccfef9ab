package dev.errata.emitter.sdk;

import static dev.errata.emitter.fake.Reply.error;
import static dev.errata.emitter.fake.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Catalogue;
import dev.errata.contract.ErrorEvent;
import dev.errata.emitter.Tally;
import dev.errata.emitter.fake.FakeProvider.Asked;
import dev.errata.emitter.fake.MemoryRecorder;
import dev.errata.emitter.fake.Reply;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is to be seen of calls that an SDK retries. */
final class Chains {
    /** Says to the fake provider, and to nobody else, which call it is. */
    static final String CALL = "x-call";

    private static final int RETRIES = 2;
    private static final Set<Integer> RETRIED = Set.of(408, 409, 429);

    private Chains() {}

    static Stream<Integer> statuses() {
        return Stream.concat(
                        Catalogue.standard().all().stream().flatMap(entry -> entry.statuses().stream()),
                        IntStream.of(408, 502, 504, 529).boxed())
                .distinct();
    }

    /** The first two attempts of every call fail. */
    static Reply answer(Asked asked, String success) {
        var attempt = Integer.parseInt(asked.header().apply("X-Stainless-Retry-Count")) + 1;
        var id = "call-" + asked.header().apply(CALL) + "-" + attempt;
        return attempt <= RETRIES ? error(429, id).with("request-id", id) : json(200, success);
    }

    static void assertOneFailedCall(MemoryRecorder recorder, int status) {
        var attempts = RETRIED.contains(status) || status >= 500 ? RETRIES + 1 : 1;
        await().until(() -> recorder.events().size() >= attempts);
        assertThat(recorder.events()).hasSize(attempts);
        assertThat(recorder.events())
                .extracting(event -> event.failure().status())
                .containsOnly(status);
        assertThat(recorder.events())
                .extracting(event -> event.failure().code())
                .containsOnly("code_" + status);
        assertThat(byNumber(recorder, event -> event.ids().requestId()))
                .isEqualTo(IntStream.range(0, attempts)
                        .mapToObj(n -> (n + 1) + " req-" + n)
                        .collect(Collectors.toSet()));
        assertThat(recorder.events().stream().map(event -> event.ids().callId()).distinct())
                .hasSize(1);
        await().untilAsserted(() -> assertThat(recorder.total()).isEqualTo(new Tally(attempts, 1, 1, 0)));
        assertThat(recorder.outcomes()).isEmpty();
    }

    static void assertRescued(MemoryRecorder recorder) {
        await().untilAsserted(() -> {
            assertThat(recorder.events()).hasSize(2);
            assertThat(recorder.total()).isEqualTo(new Tally(3, 1, 0, 1));
        });
        assertThat(byNumber(recorder, event -> event.ids().requestId())).isEqualTo(Set.of("1 req-0", "2 req-1"));
        assertThat(recorder.outcomes()).hasSize(1);
        recorder.events().forEach(event -> assertIds(recorder.outcomes().get(0), event));
    }

    static void assertIds(CallOutcome outcome, ErrorEvent event) {
        assertThat(outcome.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(outcome.callId()).isNotBlank().isEqualTo(event.ids().callId());
        assertThat(outcome.latencyMs()).isNotNegative();
    }

    /** Ten calls of three attempts each: what shares a call id shares the call. */
    static void assertTenRescued(MemoryRecorder recorder) {
        await().untilAsserted(() -> {
            assertThat(recorder.events()).hasSize(20);
            assertThat(recorder.total()).isEqualTo(new Tally(30, 10, 0, 10));
        });
        var chains = recorder.events().stream()
                .collect(Collectors.groupingBy(
                        event -> String.valueOf(event.ids().callId()),
                        Collectors.mapping(
                                event -> event.ids().requestId() + " as "
                                        + event.attempt().number(),
                                Collectors.toCollection(TreeSet::new))));
        assertThat(chains.values())
                .map(Set::copyOf)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 10)
                        .mapToObj(n -> Set.of("call-" + n + "-1 as 1", "call-" + n + "-2 as 2"))
                        .toList());
        assertThat(recorder.outcomes().stream().map(CallOutcome::callId).collect(Collectors.toSet()))
                .isEqualTo(chains.keySet());
    }

    private static Set<String> byNumber(MemoryRecorder recorder, Function<ErrorEvent, String> id) {
        return recorder.events().stream()
                .map(event -> event.attempt().number() + " " + id.apply(event))
                .collect(Collectors.toSet());
    }
}
