package dev.errata.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.demo.DemoTraffic.Slice;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Catalogue;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTrafficTest {
    private static final Instant BEGIN = Instant.parse("2026-11-25T12:00:00Z");
    private static final int SEED = 7;
    private static final int MAX_PER_SECOND = 60;

    private final List<Slice> hour = slices(BEGIN, Duration.ofHours(1));

    @Test
    void slice_sameSeedAndWindow_isTheSame() {
        assertThat(slices(BEGIN, Duration.ofMinutes(2))).isEqualTo(hour.subList(0, 12));
        assertThat(new DemoTraffic(SEED + 1, BEGIN).slice(BEGIN)).isNotEqualTo(hour.getFirst());
    }

    @Test
    void slice_hour_showsEveryCodeThereIs() {
        var catalogue = Catalogue.standard();

        assertThat(events(hour).stream()
                        .map(ErrorEvent::failure)
                        .map(catalogue::find)
                        .flatMap(Optional::stream))
                .containsAll(catalogue.all());
    }

    @Test
    void slice_storm_isAt429AndOneProvider() {
        var storm = events(hour.subList(2, 10));

        assertThat(storm.stream().filter(event -> hasStatus(event, 429)).filter(event -> isOf(event, "deepseek")))
                .hasSizeGreaterThan(storm.size() * 8 / 10);
    }

    @Test
    void slice_outage_isAt503AndOneModel() {
        var outage = events(hour.subList(18, 24));

        assertThat(outage.stream().filter(event -> hasStatus(event, 503)))
                .hasSizeGreaterThan(outage.size() * 8 / 10)
                .filteredOn(event -> !Objects.equals(event.target().model(), "claude-haiku-4-5"))
                .hasSizeLessThan(10);
    }

    @Test
    void slice_beforeBegin_isQuiet() {
        assertThat(events(slices(BEGIN.minus(Duration.ofMinutes(8)), Duration.ofMinutes(8))))
                .hasSizeBetween(50, 500);
    }

    @Test
    void slice_afterOneCycle_stormsAgain() {
        assertThat(events(hour.subList(62, 70)).stream().filter(event -> hasStatus(event, 429)))
                .hasSizeGreaterThan(500);
    }

    @Test
    void slice_hour_tellsTheStepsOfTasks_andOfRescuedCalls() {
        var outcomes = hour.stream().flatMap(slice -> slice.outcomes().stream()).toList();
        var submitted = tasks(outcomes, Set.of(Outcome.SUBMITTED));
        var ended = tasks(outcomes, Set.of(Outcome.SUCCEEDED, Outcome.FAILED));

        assertThat(submitted).hasSizeGreaterThan(1_000).containsAll(ended);
        assertThat(submitted.size() - ended.size()).isBetween(1, submitted.size() / 20);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.taskId() == null)
                .isNotEmpty()
                .allMatch(outcome -> outcome.outcome() == Outcome.SUCCEEDED);
    }

    private static Set<String> tasks(List<CallOutcome> outcomes, Set<Outcome> steps) {
        return outcomes.stream()
                .filter(outcome -> steps.contains(outcome.outcome()))
                .flatMap(outcome -> Stream.ofNullable(outcome.taskId()))
                .collect(Collectors.toSet());
    }

    @Test
    void slice_checkout_isDeployedOnce() {
        var deploy = BEGIN.plus(DemoScript.DEPLOY);

        assertThat(events(hour))
                .filteredOn(event -> Objects.equals(event.caller().app(), "checkout"))
                .allSatisfy(event -> assertThat(event.caller().appVersion())
                        .isEqualTo(event.time().isBefore(deploy) ? "1.9.2" : "1.10.0"));
    }

    @Test
    void slice_totals_coverTheErrorsOfEachStream() {
        assertThat(hour)
                .allSatisfy(slice -> assertThat(slice.totals())
                        .allSatisfy(
                                total -> assertThat(total.requests()).isGreaterThanOrEqualTo(errors(slice, total))));
    }

    @Test
    void slice_events_stayInTheirWindow() {
        assertThat(hour).allSatisfy(slice -> {
            var window = slice.totals().getFirst().window();
            assertThat(slice.events())
                    .allSatisfy(event -> assertThat(event.time()).isBetween(window, window.plus(TrafficRecord.WINDOW)));
        });
    }

    @Test
    void slice_worstSecond_isBounded() {
        var perSecond = events(hour).stream()
                .collect(Collectors.groupingBy(event -> event.time().getEpochSecond(), Collectors.counting()));

        assertThat(perSecond.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(MAX_PER_SECOND));
    }

    @Test
    void slice_records_arePlainContract() throws Exception {
        var events = new ErrorEventCodec();
        var totals = new TrafficRecordCodec();
        for (var event : hour.getFirst().events()) {
            assertThat(events.decode(events.encode(event))).isEqualTo(event);
            assertThat(event.attributes()).containsEntry("demo", "true");
        }
        for (var total : hour.getFirst().totals()) {
            assertThat(totals.decode(totals.encode(total))).isEqualTo(total);
        }
    }

    private static List<Slice> slices(Instant from, Duration length) {
        var traffic = new DemoTraffic(SEED, BEGIN);
        return IntStream.range(0, (int) length.dividedBy(TrafficRecord.WINDOW))
                .mapToObj(i -> traffic.slice(from.plus(TrafficRecord.WINDOW.multipliedBy(i))))
                .toList();
    }

    private static List<ErrorEvent> events(List<Slice> slices) {
        return slices.stream().flatMap(slice -> slice.events().stream()).toList();
    }

    private static long errors(Slice slice, TrafficRecord total) {
        return slice.events().stream()
                .filter(event ->
                        Objects.equals(event.target().model(), total.target().model()))
                .filter(event ->
                        Objects.equals(event.caller().app(), total.caller().app()))
                .count();
    }

    private static boolean hasStatus(ErrorEvent event, int status) {
        return Objects.equals(event.failure().status(), status);
    }

    private static boolean isOf(ErrorEvent event, String provider) {
        return Objects.equals(event.target().provider(), provider);
    }
}
