package dev.errata.api.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Attempt;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.contract.testing.Secrets;
import dev.errata.core.incident.State;
import dev.errata.core.ticket.Alike.Share;
import dev.errata.core.ticket.Recorded;
import dev.errata.core.ticket.Ticket;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others recorded neither leaks through a ticket nor becomes part of its form. */
class TicketSafetyTest {
    private static final Instant NOON = Instant.parse("2026-03-04T11:58:30Z");
    private static final String HOSTILE =
            "x` | <img src=x onerror=alert(1)> | ```\n# Approved\n\u001b[2J\u202e [click](https://evil.example) \r\n~~~";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void secret_inEachField_isInNoFormOfTheTicket(long seed) {
        var secrets = new Secrets(new Random(seed));
        var planted = new ArrayList<Secrets.Planted>();
        var ticket = ticket(() -> {
            planted.add(secrets.next());
            return planted.getLast().text();
        });

        for (var format : TicketFormat.values()) {
            var written = format.write(new TicketPacket(ticket, Optional.of(ZoneId.of("Asia/Tokyo"))));
            assertThat(planted)
                    .hasSizeGreaterThan(25)
                    .allSatisfy(secret ->
                            assertThat(written).as("seed %d, %s", seed, format).doesNotContain(secret.trace()));
        }
        assertThat(ticket.incidents()).hasSize(1);
        assertThat(ticket.redactions().masked()).containsKeys("raw_body", "message", "attributes", "labels");
    }

    @ParameterizedTest
    @EnumSource(TicketFormat.class)
    void ticket_ofTheSameData_isTheSameBytes(TicketFormat format) {
        var zone = Optional.of(ZoneId.of("America/New_York"));

        assertThat(format.write(new TicketPacket(ticket(() -> "text"), zone)))
                .isEqualTo(format.write(new TicketPacket(ticket(() -> "text"), zone)));
    }

    @Test
    void hostileText_staysText_inMarkdown() {
        var written = TicketFormat.MD.write(new TicketPacket(ticket(() -> HOSTILE), Optional.empty()));

        assertThat(written.lines().filter(line -> line.startsWith("# ")))
                .as("the title, and within the fence of the body")
                .hasSize(2);
        assertThat(written).doesNotContain("\u001b", "\u202e");
        assertThat(written.lines().filter(line -> line.startsWith("| request id")))
                .singleElement()
                .asString()
                .contains("````x` \\| <img", "Approved");
        assertThat(written).contains("````\nx` | <img");
    }

    @Test
    void hostileText_movesNoCursor_inPlainText() {
        var written = TicketFormat.TXT.write(new TicketPacket(ticket(() -> HOSTILE), Optional.empty()));

        assertThat(written).doesNotContain("\u001b", "\u202e", "\n# Approved").contains("⟨U+001B⟩[2J⟨U+202E⟩");
    }

    private static Ticket ticket(Supplier<String> text) {
        var caller = new Caller("default", text.get(), text.get(), text.get(), text.get());
        var model = text.get();
        var target = new Target(text.get(), model, text.get(), true, text.get());
        var ids = new Ids(text.get(), text.get(), text.get(), text.get(), text.get());
        var event = new ErrorEvent(
                EventIds.random(NOON, new Random(1)),
                NOON,
                caller,
                target,
                new Failure(500, text.get(), text.get(), text.get(), text.get()),
                ids,
                new Attempt(1, 10L, 20L, 30L, text.get()),
                text.get(),
                Map.of("note", text.get(), text.get(), "value"),
                List.of());
        var outcome = new CallOutcome(
                ids.callId(), ids.taskId(), NOON.plusSeconds(1), Outcome.FAILED, caller, target, 1_000L);
        var recorded = new Recorded(event, NOON, "0123456789abcdef", false);
        var shares =
                Stream.generate(text).limit(3).map(name -> new Share(name, 1)).toList();
        return TicketExamples.ticket(
                List.of(text.get(), text.get()),
                List.of(recorded),
                List.of(recorded),
                List.of(outcome),
                TicketExamples.around(5, 6, shares, shares, 100L),
                List.of(TicketExamples.incident(text.get(), model, State.OPEN)));
    }
}
