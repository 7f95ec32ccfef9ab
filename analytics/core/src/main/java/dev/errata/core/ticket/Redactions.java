package dev.errata.core.ticket;

import dev.errata.contract.ErrorEvent;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What somebody who reads a ticket does not get to see of the failures in it. Immutable.
 *
 * @param masked for each field, what was masked in it, such as {@code api_key}
 * @param altered fields that were cut, cleaned, hashed or masked to be stored
 * @param bodiesLeftOut failures whose body was not kept, since of many alike a sample is
 */
public record Redactions(SortedMap<String, SortedSet<String>> masked, SortedSet<String> altered, int bodiesLeftOut) {
    private static final Pattern MASK = Pattern.compile("\\[redacted:([A-Za-z0-9_-]+)]");

    static Redactions of(Collection<Recorded> failures) {
        var masked = new TreeMap<String, SortedSet<String>>();
        var altered = new TreeSet<String>();
        for (var failure : failures) {
            look(failure.event(), masked);
            altered.addAll(failure.event().altered());
        }
        return new Redactions(masked, altered, (int)
                failures.stream().filter(Recorded::bodyLeftOut).count());
    }

    private static void look(ErrorEvent event, SortedMap<String, SortedSet<String>> masked) {
        look("raw_body", Stream.of(Objects.requireNonNullElse(event.rawBody(), "")), masked);
        look("message", Stream.of(Objects.requireNonNullElse(event.failure().message(), "")), masked);
        look("attributes", event.attributes().entrySet().stream().map(Object::toString), masked);
        var rest = Stream.of(event.caller(), event.target(), event.ids()).map(Record::toString);
        var failure = event.failure();
        look(
                "labels",
                Stream.concat(rest, Stream.of(failure.code() + " " + failure.type() + " " + failure.param())),
                masked);
    }

    private static void look(String field, Stream<String> texts, SortedMap<String, SortedSet<String>> masked) {
        texts.flatMap(text -> MASK.matcher(text).results())
                .forEach(found ->
                        masked.computeIfAbsent(field, _ -> new TreeSet<>()).add(found.group(1)));
    }
}
