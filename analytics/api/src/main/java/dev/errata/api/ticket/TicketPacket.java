package dev.errata.api.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.EventIds;
import dev.errata.contract.Json;
import dev.errata.core.ticket.Ticket;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ticket, its hash, and its local time. The hash is the SHA-256 of the ticket as JSON without white space, which is the
 * same in every form and in every time zone.
 */
final class TicketPacket {
    private final Ticket ticket;
    private final Optional<ZoneId> zone;
    private final ObjectNode content;
    private final String hash;

    TicketPacket(Ticket ticket, Optional<ZoneId> zone) {
        this.ticket = ticket;
        this.zone = zone;
        this.content = TicketJson.of(ticket);
        this.hash = HexFormat.of().formatHex(EventIds.sha256(Json.write(content)));
    }

    /** {@code {ticket, sha256, local}}: what is hashed, its hash, and what depends on who reads it. */
    String json() {
        var packet = JsonNodeFactory.instance.objectNode();
        packet.set("ticket", content);
        packet.put("sha256", hash);
        zone.ifPresent(local -> packet.putObject("local")
                .put("zone", local.getId())
                .put(
                        "time",
                        ticket.lead()
                                .event()
                                .time()
                                .atZone(local)
                                .toOffsetDateTime()
                                .toString()));
        return new String(Json.write(packet), UTF_8);
    }

    /** As a letter on this paper. */
    String letter(Paper paper) {
        new TicketLetter(ticket, zone).write(paper);
        paper.small("SHA-256 of this ticket's content, as format=json has it in `ticket`: " + hash);
        return paper.text();
    }
}
