package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Topics;
import dev.errata.core.EventJudge;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Count;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leaves with a commit. */
class CombinerTest {
    private static final Input FIRST = new Input(Topics.EVENTS, 0);
    private static final Input SECOND = new Input(Topics.EVENTS, 1);
    private static final Instant NEXT = NOON.plusSeconds(10);

    private final EventJudge judge = new EventJudge(TimeRules.DEFAULT);
    private final PlaceBook book = new PlaceBook();
    private final Combiner first = new Combiner(FIRST, book);
    private final Combiner second = new Combiner(SECOND, book);

    @Test
    void drain_ofTwoInputs_addsUpWhatTheyShareAndTellsHowFarEachIs() {
        count(first, "a", NOON, NOON);
        count(first, "b", NOON, NOON);
        count(second, "a", NOON, NOON.plusSeconds(1));

        var partials = drain(first, second);

        assertThat(counts(partials))
                .containsExactlyInAnyOrder(counted("a", NOON, NOON, 2), counted("b", NOON, NOON, 1));
        assertThat(partials)
                .endsWith(
                        new Partial(FIRST, NOON, new Partial.Tick()),
                        new Partial(SECOND, NOON.plusSeconds(1), new Partial.Tick()));
    }

    @Test
    void drain_again_tellsOnlyWhatIsNew() {
        count(first, "a", NOON, NOON);
        count(first, "b", NOON, NOON);
        drain(first);
        assertThat(drain(first)).isEmpty();

        count(first, "b", NOON, NOON);

        assertThat(counts(drain(first))).containsExactly(counted("b", NOON, NOON, 1));
        count(first, "a", NOON, NOON);
        assertThat(counts(drain(first))).containsExactly(counted("a", NOON, NOON, 1));
    }

    @Test
    void count_thatIsJudgedLater_leavesBesideTheFirstOnes() {
        var late = NEXT.plusSeconds(5);
        count(first, "a", NOON, NOON);
        count(first, "a", NOON, late);

        assertThat(counts(drain(first)))
                .containsExactlyInAnyOrder(counted("a", NOON, NOON, 1), counted("a", NOON, NEXT, 1));
        count(first, "a", NOON, late);
        assertThat(counts(drain(first))).containsExactly(counted("a", NOON, NEXT, 1));
    }

    @Test
    void combiner_thatIsFull_isNotFullOnceItIsDrained() {
        for (int i = 0; !first.isFull(); i++) {
            count(first, "code-" + i, NOON, NOON);
        }
        drain(first);

        assertThat(first.isFull()).isFalse();
        count(first, "code-0", NOON, NOON);
        assertThat(counts(drain(first))).containsExactly(counted("code-0", NOON, NOON, 1));
    }

    @Test
    void counts_withLongLabels_fitIntoRecords() {
        for (int i = 0; i < 1_000; i++) {
            count(first, "\u4e16".repeat(190) + i, NOON, NOON);
        }
        var sent = drain(first);

        assertThat(counts(sent)).hasSize(1_000);
        assertThat(sent)
                .allSatisfy(
                        partial -> assertThat(PartialSerde.serde().serializer().serialize("any", partial))
                                .hasSizeLessThan(300_000));
    }

    @Test
    void places_ofWindowsThatAreOver_goAndLoseNoCount() {
        for (int i = 0; i < 1_000; i++) {
            count(first, "code-" + i, NOON, NOON);
        }
        count(second, "a", NOON, NOON);
        drain(first);
        var before = book.places();
        count(first, "b", NEXT, NEXT);

        assertThat(counts(drain(first))).containsExactly(counted("b", NEXT, NEXT, 1));
        assertThat(book.places()).isNotSameAs(before);
        count(first, "a", NOON, NEXT);
        count(second, "a", NOON, NOON);
        assertThat(counts(drain(first, second)))
                .containsExactlyInAnyOrder(counted("a", NOON, NOON, 2), counted("a", NOON, NOON, 1));
    }

    @Test
    void places_thatHaveEventsAgainAndAgain_stay() {
        var before = book.places();
        for (int i = 0; i < 6_000; i++) {
            count(first, "code-" + i % 2_000, NOON, NOON);
            if (i % 2_000 == 1_999) {
                assertThat(counts(drain(first))).hasSize(2_000).allMatch(count -> count.events() == 1);
            }
        }

        assertThat(book.places()).isSameAs(before);
    }

    private void count(Combiner combiner, String code, Instant time, Instant appended) {
        combiner.reach(appended.toEpochMilli());
        var event = new ErrorEventCodec().encode(Samples.event(code, time));
        assertThat(judge.judge(event, false, appended.toEpochMilli(), null)).isEqualTo(EventJudge.Fate.COUNTED);
        combiner.add(judge);
    }

    /** The samples have no id. */
    private static Count counted(String code, Instant window, Instant judged, long events) {
        return new Count(
                window, judged.getEpochSecond(), Samples.count(code, window, 1).key(), events, "", events);
    }

    private static List<Partial> drain(Combiner... combiners) {
        var sent = new ArrayList<Partial>();
        Combiner.drain(List.of(combiners), (project, partial) -> sent.add(partial));
        return sent;
    }

    private static List<Count> counts(List<Partial> partials) {
        return partials.stream()
                .filter(partial -> partial.content() instanceof Partial.Errors)
                .flatMap(partial -> ((Partial.Errors) partial.content()).counts().stream())
                .toList();
    }
}
