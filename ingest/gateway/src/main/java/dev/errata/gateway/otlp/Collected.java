package dev.errata.gateway.otlp;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.InvalidRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what is found in one request. Confined to its thread. */
final class Collected {
    private final List<Mapped.Event> events = new ArrayList<>();
    private final List<Mapped.Refusal> refusals = new ArrayList<>();
    private final Map<String, Integer> ignored = new TreeMap<>();

    void event(int item, ErrorEvent event) {
        events.add(new Mapped.Event(item, event));
    }

    void refuse(int item, InvalidRecordException error) {
        refusals.add(new Mapped.Refusal(item, error));
    }

    void ignore(Ignored why) {
        ignored.merge(why.code(), 1, Integer::sum);
    }

    Mapped mapped(int items, List<Mapped.Totals> totals) {
        return new Mapped(items, List.copyOf(events), totals, List.copyOf(refusals), Map.copyOf(ignored));
    }
}
