package dev.errata.api.ticket;

import dev.errata.api.ticket.Paper.Fact;
import dev.errata.core.attribute.Slice;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.IncidentText;
import dev.errata.core.incident.Kind;
import dev.errata.core.retry.IncidentCalls;
import dev.errata.core.ticket.RelatedIncident;
import dev.errata.core.ticket.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The incident that was open when it failed: since when, how much against the usual, and what drives it. */
final class IncidentSection {
    private static final int MOST_SLICES = 3;

    private final Ticket ticket;
    private final Paper paper;

    IncidentSection(Ticket ticket, Paper paper) {
        this.ticket = ticket;
        this.paper = paper;
    }

    /** For whoever reads no further; {@code ''} where there was none. */
    String sentence() {
        if (ticket.incidents().isEmpty()) {
            return "";
        }
        var related = ticket.incidents().getFirst();
        return " It was part of an incident that " + span(related) + ": " + figures(related.incident()) + ".";
    }

    void write() {
        var several = ticket.incidents().size() > 1;
        for (var related : ticket.incidents()) {
            paper.heading("The incident that it was part of" + (several ? ": " + title(related.incident()) : ""));
            paper.facts(facts(related));
        }
    }

    private List<Fact> facts(RelatedIncident related) {
        var incident = related.incident();
        var evidence = incident.evidence();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("incident id (ours)", paper.code(incident.id().toString())));
        facts.add(new Fact("what", title(incident)));
        facts.add(new Fact("since", Wording.utc(incident.times().startedAt())));
        facts.add(new Fact("state", state(related)));
        facts.add(new Fact("observed", observed(incident)));
        facts.add(new Fact("usual", usual(incident)));
        facts.add(new Fact(
                "errors since it began",
                Wording.number(evidence.errors()) + ", at most " + Wording.number(evidence.peak()) + " in 10 s"));
        if (!incident.explanation().slices().isEmpty()) {
            facts.add(new Fact("comes from", slices(incident.explanation().slices())));
        }
        var rates = incident.explanation().rates();
        if (rates != null) {
            facts.add(new Fact(
                    "without that",
                    Wording.percent(rates.without()) + " of calls would fail, not " + Wording.percent(rates.now())));
        }
        retries(facts, related.calls());
        names(facts, "our applications", incident.context().appNames());
        names(facts, "models that work as usual", incident.context().healthyModels());
        if (ticket.failures().size() > 1) {
            facts.add(new Fact(
                    "of this ticket's failures",
                    related.failures() + " of " + (ticket.failures().size() + ticket.moreFailures())));
        }
        return facts;
    }

    /** What the failures were to those who called: nothing where nobody told how calls ended. */
    private void retries(List<Fact> facts, IncidentCalls calls) {
        var totals = calls.totals();
        var ended = totals.calls();
        var amplification = totals.amplification();
        if (ended == null || amplification == null) {
            return;
        }
        var which = calls.where().isEmpty() ? "" : " of " + where(calls.names());
        var when = calls.isCut() ? ", in the first " + Wording.duration(IncidentCalls.LONGEST) : "";
        facts.add(new Fact(
                "attempts",
                Wording.hundredths(amplification) + " for each call" + which + when + "; 1 where none is repeated"));
        var failed = ended.rescued() + ended.failed();
        if (failed > 0) {
            var rescued = totals.rescuedShare();
            facts.add(new Fact(
                    "calls that failed at first",
                    Wording.number(failed) + which + ": " + Wording.number(ended.rescued())
                            + " succeeded when tried again"
                            + (rescued == null ? "" : " (" + Wording.percent(rescued) + ")") + ", "
                            + Wording.number(ended.failed()) + " failed in the end"));
        }
    }

    private String title(Incident incident) {
        return paper.quote(IncidentText.of(incident).title());
    }

    private static String span(RelatedIncident related) {
        var times = related.incident().times();
        var end = related.end();
        return "began at " + Wording.utc(times.startedAt())
                + (end == null
                        ? " and still went on at " + Wording.utc(times.updatedAt())
                        : " and ended at " + Wording.utc(end));
    }

    private static String state(RelatedIncident related) {
        var times = related.incident().times();
        var end = related.end();
        if (end != null) {
            return "over since " + Wording.utc(end) + ", after "
                    + Wording.duration(Duration.between(times.startedAt(), end));
        }
        return switch (related.incident().state()) {
            case RECOVERING -> "recovering, as of " + Wording.utc(times.updatedAt());
            case OPEN, RESOLVED -> "goes on, as of " + Wording.utc(times.updatedAt());
        };
    }

    private static String figures(Incident incident) {
        return observed(incident) + ", where " + usual(incident) + " " + (isNew(incident) ? "before" : "is usual");
    }

    private static String observed(Incident incident) {
        var evidence = incident.evidence();
        var window = " in " + Wording.duration(Duration.ofSeconds(evidence.windowSeconds()));
        var part = part(evidence);
        return part == null
                ? Wording.count(evidence.observed(), "error") + window
                : Wording.number(evidence.observed()) + " of "
                        + Wording.count(Objects.requireNonNullElse(evidence.requests(), 0L), "call") + " failed"
                        + window
                        + " (" + Wording.percent(part) + ")";
    }

    private static String usual(Incident incident) {
        var evidence = incident.evidence();
        if (isNew(incident)) {
            return "this error was never seen";
        }
        return part(evidence) == null || evidence.usualRatio() == null
                ? Wording.decimal(evidence.expected()) + " in that time"
                : Wording.percent(evidence.usualRatio()) + " of calls";
    }

    /** Which part of the calls failed. Totals come later than errors: until they are complete, nobody can tell. */
    private static @Nullable Double part(Evidence evidence) {
        var requests = evidence.requests();
        return requests == null || requests < Math.max(1, evidence.observed())
                ? null
                : (double) evidence.observed() / requests;
    }

    private static boolean isNew(Incident incident) {
        return incident.kind() == Kind.NEW_CODE;
    }

    private String slices(List<Slice> slices) {
        return slices.stream()
                .limit(MOST_SLICES)
                .map(slice -> where(slice.where()) + " (" + Wording.percent(Math.clamp(slice.share(), 0, 1))
                        + " of the errors beyond the usual)")
                .collect(Collectors.joining(", "));
    }

    private String where(Map<String, String> where) {
        return where.isEmpty()
                ? "everywhere alike"
                : where.entrySet().stream()
                        .map(part -> part(part.getKey().replace('_', ' '), part.getValue()))
                        .collect(Collectors.joining(" and "));
    }

    private String part(String name, String value) {
        return value.isEmpty() ? "no " + name : name + " " + paper.code(value);
    }

    private void names(List<Fact> facts, String label, List<String> names) {
        if (!names.isEmpty()) {
            facts.add(new Fact(label, names.stream().map(paper::code).collect(Collectors.joining(", "))));
        }
    }
}
