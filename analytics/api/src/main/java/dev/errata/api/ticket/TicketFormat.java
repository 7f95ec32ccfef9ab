package dev.errata.api.ticket;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a ticket is written. */
enum TicketFormat {
    MD("text/markdown; charset=utf-8"),
    TXT("text/plain; charset=utf-8"),
    JSON("application/json");

    private final String contentType;

    TicketFormat(String contentType) {
        this.contentType = contentType;
    }

    static Optional<TicketFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    String contentType() {
        return contentType;
    }

    String write(TicketPacket packet) {
        return switch (this) {
            case MD -> packet.letter(new Markdown());
            case TXT -> packet.letter(new PlainText());
            case JSON -> packet.json();
        };
    }
}
