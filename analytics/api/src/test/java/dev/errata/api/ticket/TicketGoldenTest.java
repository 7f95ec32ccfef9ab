package dev.errata.api.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.EventIds;
import dev.errata.core.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is what stands here; {@code -Dgolden.update=true} writes it anew, to be read before it is committed. */
class TicketGoldenTest {
    private static final Path LETTERS = Path.of("src/test/resources/dev/errata/api/ticket");
    private static final Optional<ZoneId> BERLIN = Optional.of(ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({"rate-limit, MD", "rate-limit, TXT", "rate-limit, JSON", "outage, MD", "failed-task, MD"})
    void ticket_isWrittenAsItStandsHere(String name, TicketFormat format) throws IOException {
        var written = format.write(new TicketPacket(ticket(name), BERLIN));
        var file = LETTERS.resolve("ticket-" + name + "." + format.name().toLowerCase(Locale.ROOT));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, written);
        }

        assertThat(written).isEqualTo(Files.readString(file));
    }

    /** As the cookbook says it. */
    @Test
    void hash_isThatOfTheBytesOfTheTicket() {
        var packet = TicketFormat.JSON.write(new TicketPacket(TicketExamples.outage(), BERLIN));
        var parts = Pattern.compile("\\{\"ticket\":(.*),\"sha256\":\"([0-9a-f]{64})\".*")
                .matcher(packet);

        assertThat(parts.matches()).isTrue();
        assertThat(HexFormat.of().formatHex(EventIds.sha256(parts.group(1).getBytes(UTF_8))))
                .isEqualTo(parts.group(2));
        assertThat(TicketFormat.TXT.write(new TicketPacket(TicketExamples.outage(), Optional.empty())))
                .contains(parts.group(2));
    }

    private static Ticket ticket(String name) {
        return List.of(TicketExamples.all().get(name)).getFirst();
    }
}
