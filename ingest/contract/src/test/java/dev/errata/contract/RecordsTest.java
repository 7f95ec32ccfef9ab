package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordsTest {
    private static final long SEED = 11;

    @Test
    void inProject_anyRecord_changesNothingElse() {
        var records = new RandomRecords(new Random(SEED));
        for (int i = 0; i < 50; i++) {
            var event = records.event();
            assertOnlyProjectDiffers(new ErrorEventCodec(), event, event.inProject("claimed"), event.inProject("mine"));
            var traffic = records.traffic();
            assertOnlyProjectDiffers(
                    new TrafficRecordCodec(), traffic, traffic.inProject("claimed"), traffic.inProject("mine"));
            var outcome = records.outcome();
            assertOnlyProjectDiffers(
                    new CallOutcomeCodec(), outcome, outcome.inProject("claimed"), outcome.inProject("mine"));
        }
    }

    private static <R> void assertOnlyProjectDiffers(RecordCodec<R> codec, R record, R claimed, R mine) {
        assertThat(codec.toJson(mine).get("project").asString()).isEqualTo("mine");
        assertThat(codec.toJson(claimed).put("project", "mine"))
                .as("seed %d", SEED)
                .isEqualTo(codec.toJson(mine));
        assertThat(codec.toJson(mine).without("project"))
                .as("seed %d", SEED)
                .isEqualTo(codec.toJson(record).without("project"));
    }

    @Test
    void event_collections_areCopiedAndFixed() throws InvalidRecordException {
        var decoded = Events.decoded();
        var attributes = new HashMap<>(decoded.attributes());
        var event = new ErrorEvent(
                decoded.eventId(),
                decoded.time(),
                decoded.caller(),
                decoded.target(),
                decoded.failure(),
                decoded.ids(),
                decoded.attempt(),
                null,
                attributes,
                List.of());
        attributes.put("added", "later");
        assertThat(event).isEqualTo(decoded);
        assertThatThrownBy(() -> event.attributes().put("added", "later"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void code_ofAReason_isFitForTagsAndTables(Reason reason) {
        assertThat(reason.code()).matches("[a-z_]{1,20}");
    }
}
