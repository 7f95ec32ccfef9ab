package dev.errata.contract.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Limits;
import dev.errata.contract.Owner;
import dev.errata.contract.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told from a recorded event alone, and what its attributes hand on of headers that are gone. */
class MeaningOfEventTest {
    private static final Failure LIMITED = new Failure(
            429, "rate_limit_exceeded", null, "Rate limit reached in organization org-1 on tokens per min", null);
    private static final Limit KNOWN = new Limit(null, LimitScope.KEY, LimitEnforcer.GATEWAY, 1_500L);

    @Test
    void of_eventThatSaysLittle_isToldFromItsWords() {
        var meaning = Meaning.of(event(LIMITED, null, null, Map.of()));

        assertThat(meaning.limit()).isEqualTo(new Limit(LimitKind.TOKENS, LimitScope.ORGANISATION, null, null));
        assertThat(meaning.owner()).isEqualTo(Owner.QUOTA);
    }

    @Test
    void of_eventWithABody_readsItsHints() {
        var body =
                "{\"error\":{\"code\":429,\"details\":[{\"violations\":[{\"quotaId\":\"TokensPerMinutePerProject\"}]}]}}";
        var limited = new Failure(429, "429", "RESOURCE_EXHAUSTED", "Quota exceeded", null);

        assertThat(Meaning.of(event(limited, body, 2_000L, Map.of())).limit())
                .isEqualTo(new Limit(LimitKind.TOKENS, LimitScope.PROJECT, null, 2_000L));
    }

    @Test
    void of_eventThatHandsOn_believesIt() {
        var handedOn = LimitAttributes.added(event(LIMITED, null, null, Map.of("host", "a")), KNOWN);

        assertThat(handedOn.attributes()).hasSize(4).containsEntry(LimitAttributes.RESET_MS, "1500");
        assertThat(Meaning.of(handedOn).limit())
                .isEqualTo(new Limit(LimitKind.TOKENS, LimitScope.KEY, LimitEnforcer.GATEWAY, 1_500L));
    }

    @Test
    void of_eventThatHandsOnNonsense_doesNot() {
        var nonsense = Map.of(
                LimitAttributes.SCOPE,
                "galaxy",
                LimitAttributes.ENFORCER,
                "",
                LimitAttributes.RESET_MS,
                "9".repeat(40));

        assertThat(Meaning.of(event(LIMITED, null, null, nonsense)).limit())
                .isEqualTo(new Limit(LimitKind.TOKENS, LimitScope.ORGANISATION, null, null));
    }

    @Test
    void of_eventWithoutParam_namesTheOneOfItsMessage() {
        var meaning = Meaning.of(
                event(new Failure(400, null, null, "Unknown parameter: 'quality'.", null), null, null, Map.of()));

        assertThat(meaning.param()).isEqualTo("quality");
        assertThat(meaning.cause()).isEqualTo(Cause.PARAMETER);
    }

    @Test
    void of_emptyEvent_isNothing() {
        var meaning = Meaning.of(event(new Failure(null, null, null, null, null), null, null, Map.of()));

        assertThat(meaning).isEqualTo(new Meaning(Limit.NONE, null, null, null));
    }

    @Test
    void added_toAnEventThatIsFull_leavesItAsItIs() {
        var many = new HashMap<String, String>();
        for (int i = 0; i < Limits.ATTRIBUTES; i++) {
            many.put("k" + i, "v");
        }
        var full = event(LIMITED, null, null, many);
        var large = event(LIMITED, null, null, Map.of("k", "v".repeat(Limits.ATTRIBUTE_BYTES - 10)));

        assertThat(LimitAttributes.added(full, KNOWN)).isEqualTo(full);
        assertThat(LimitAttributes.added(large, KNOWN)).isEqualTo(large);
    }

    private static ErrorEvent event(
            Failure failure, @Nullable String body, @Nullable Long retryAfterMs, Map<String, String> attributes) {
        return new ErrorEvent(
                UUID.fromString("019c13f4-d29b-7abc-8def-0123456789ab"),
                Instant.EPOCH,
                new Caller(null, null, null, null, null),
                new Target(null, "m", null, null, null),
                failure,
                new Ids(null, null, null, null, null),
                new Attempt(null, null, null, retryAfterMs, null),
                body,
                attributes,
                List.of());
    }
}
