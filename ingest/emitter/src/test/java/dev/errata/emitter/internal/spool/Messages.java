package dev.errata.emitter.internal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import java.util.List;
import java.util.stream.IntStream;

/** Messages that can be told apart. */
final class Messages {
    private Messages() {}

    static Message of(Kind kind, int number, int padding) {
        return new Message(kind, ("k" + number).getBytes(UTF_8), (number + " " + "x".repeat(padding)).getBytes(UTF_8));
    }

    static List<Message> events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> of(Kind.EVENTS, number, 30))
                .toList();
    }

    static int number(SpoolRecord record) {
        return Integer.parseInt(new String(record.message().value(), UTF_8).split(" ", 2)[0]);
    }

    static List<Integer> numbers(List<SpoolRecord> records) {
        return records.stream().map(Messages::number).toList();
    }
}
