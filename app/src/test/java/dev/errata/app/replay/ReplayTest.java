package dev.errata.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.replay.Recording.BadLine;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final Instant END = Instant.parse("2026-11-25T12:00:00Z");

    private static final String LINES = """
            {"time":"2015-05-17T10:00:30+00:00","status":429,"code":"rate_limit_error","request_id":"req_2"}
            {"time":"2015-05-17T12:00:00+02:00","status":0,"code":"read_timeout","request_id":"req_1"}

            {"time":"2015-05-17T10:00:40.5Z","code":"conflict","event_id":"not one at all","unknown":[1]}
            """;

    @TempDir
    Path directory;

    @Test
    void endingAt_lastRecord_getsThatTimeAndTheOthersKeepTheirDistance() throws Exception {
        assertThat(Replay.endingAt(recording(LINES), END).events().map(ErrorEvent::time))
                .containsExactly(END.minusMillis(40_500), END.minusMillis(10_500), END);
    }

    @Test
    void startingAt_withSpeed_dividesTheDistances() throws Exception {
        assertThat(Replay.startingAt(recording(LINES), END, 3).events().map(ErrorEvent::time))
                .containsExactly(END, END.plusSeconds(10), END.plusMillis(13_500));
    }

    @Test
    void events_sameFileAndTime_haveTheSameIds() throws Exception {
        assertThat(ids(LINES, END)).isEqualTo(ids(LINES, END)).doesNotHaveDuplicates();
        assertThat(ids(LINES, END)).doesNotContainAnyElementsOf(ids(LINES, END.plusSeconds(1)));
    }

    @Test
    void events_equalLines_haveDifferentIds() throws Exception {
        var line = "{\"time\":\"2015-05-17T10:00:30Z\",\"code\":\"conflict\"}\n";

        assertThat(ids(line + line, END)).doesNotHaveDuplicates();
    }

    @Test
    void events_ids_carryTheNewTime() throws Exception {
        assertThat(Replay.endingAt(recording(LINES), END).events())
                .allSatisfy(event -> assertThat(EventIds.time(event.eventId()))
                        .isBetween(event.time().minus(Duration.ofMillis(1)), event.time()));
    }

    @Test
    void read_statusZero_isNone() throws Exception {
        var first = recording(LINES).events().getFirst().event();

        assertThat(first.ids().requestId()).isEqualTo("req_1");
        assertThat(first.failure().status()).isNull();
    }

    @Test
    void read_badLines_areSkippedWithTheirNumbers() throws Exception {
        var recording = recording("{\n" + "[]\n" + LINES + "{\"time\":\"yesterday\"}\n{\"status\":429}\n");

        assertThat(recording.events()).hasSize(3);
        assertThat(recording.bad()).extracting(BadLine::line).containsExactly(1, 2, 7, 8);
        assertThat(recording.bad().getLast().problem()).isEqualTo("time is missing");
    }

    private List<Object> ids(String lines, Instant end) throws IOException {
        return Replay.endingAt(recording(lines), end)
                .events()
                .<Object>map(ErrorEvent::eventId)
                .toList();
    }

    private Recording recording(String lines) throws IOException {
        return Recording.read(Files.writeString(directory.resolve("events.ndjson"), lines));
    }
}
