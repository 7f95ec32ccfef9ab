package dev.errata.gateway.otlp;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.TrafficRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request says about calls. An item is a log record or a span, known by its index; a span may be an event and a
 * part of totals.
 *
 * @param items how many the request holds
 * @param events the failed attempts
 * @param totals the calls, added up; without secrets
 * @param refusals items that are what Errata looks for, and cannot be taken
 * @param ignored how many are about something else, by {@link Ignored#code}
 */
public record Mapped(
        int items, List<Event> events, List<Totals> totals, List<Refusal> refusals, Map<String, Integer> ignored) {

    /** One failed attempt. */
    public record Event(int item, ErrorEvent event) {}

    /** The calls of some of the items. */
    public record Totals(Set<Integer> items, TrafficRecord record) {}

    /** One item, and what is wrong with it. */
    public record Refusal(int item, InvalidRecordException error) {}
}
