package dev.errata.core.incident;

import static dev.errata.core.incident.Wording.count;
import static dev.errata.core.incident.Wording.duration;
import static dev.errata.core.incident.Wording.list;
import static dev.errata.core.incident.Wording.percent;
import static dev.errata.core.incident.Wording.seconds;
import static dev.errata.core.incident.Wording.time;
import static dev.errata.core.incident.Wording.where;

import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to tell somebody who has been woken: what fails, since when, how much against the usual, where, whose it is and
 * what to do. English, times in UTC; the same incident always gives the same text.
 *
 * @param title one line, with the figures of when it was noticed: it stays as it is while they change, so that whoever was told
 *     knows it again
 * @param body a line for each thing worth knowing, without links
 */
public record IncidentText(String title, String body) {
    private static final int SLICES = 3;
    private static final int NAMES = 5;
    private static final int STEPS = 4;
    private static final int MINUTE = 60;

    /** The text of an incident as it stands. */
    public static IncidentText of(Incident incident) {
        var entry = meaning(incident);
        var lines = Stream.of(
                        Optional.of(since(incident)),
                        latest(incident),
                        amount(incident),
                        driver(incident.explanation()),
                        rest(incident.explanation()),
                        seenBy(incident),
                        owner(incident),
                        entry.map(IncidentText::advice),
                        healthy(incident),
                        Notes.versions(incident),
                        changes(incident),
                        Notes.missing(incident))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
        return new IncidentText(title(incident), lines);
    }

    /** What the catalogue says of the errors that drive the incident, where they are of one kind. */
    public static Optional<CatalogueEntry> meaning(Incident incident) {
        return Stream.of(main(incident), incident.scope().where())
                .map(part -> Catalogue.standard().find(status(part), part.get("code"), part.get("type")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static @Nullable Integer status(Map<String, String> part) {
        var status = part.getOrDefault("status", "");
        return status.matches("\\d{3}") ? Integer.valueOf(status) : null;
    }

    /** Where most of it is; the scope where nothing says so. */
    private static Map<String, String> main(Incident incident) {
        var slices = incident.explanation().slices();
        return slices.isEmpty() ? incident.scope().where() : slices.getFirst().where();
    }

    private static String title(Incident incident) {
        var what = switch (incident.kind()) {
            case SPIKE -> where(main(incident)) + ": " + figures(incident);
            case NEW_CODE -> "New error " + where(incident.scope().where()) + ": " + figures(incident);
            case BLINDNESS -> Notes.title(incident);
        };
        return switch (incident.state()) {
            case OPEN, RECOVERING -> what;
            case RESOLVED -> "Over: " + what;
        };
    }

    private static String figures(Incident incident) {
        var evidence = incident.evidence();
        // Totals come later than errors: until they are complete, no part of them can be told.
        if (evidence.requests() != null
                && evidence.requests() >= Math.max(1, evidence.observed())
                && evidence.usualRatio() != null) {
            return "%s of calls failed in %s, usually %s"
                    .formatted(
                            percent((double) evidence.observed() / evidence.requests()),
                            seconds(evidence.windowSeconds()),
                            percent(evidence.usualRatio()));
        }
        var usual = incident.kind() == Kind.NEW_CODE ? "never seen before" : "usually " + count(evidence.expected());
        return "%s in %s, %s".formatted(count(evidence.observed()), seconds(evidence.windowSeconds()), usual);
    }

    private static String since(Incident incident) {
        var times = incident.times();
        var from = "Since " + time(times.startedAt());
        return switch (incident.state()) {
            case OPEN -> from + ", and still going on.";
            case RECOVERING -> from + ". Errors are back to the usual; it counts as over if they stay there.";
            case RESOLVED -> {
                var end = times.endedAt() == null ? times.updatedAt() : times.endedAt();
                yield "From %s to %s, for %s."
                        .formatted(
                                time(times.startedAt()), time(end), duration(Duration.between(times.startedAt(), end)));
            }
        };
    }

    /** How it is now, as against {@link #amount}; nothing of one that has only just opened, or has ended. */
    private static Optional<String> latest(Incident incident) {
        var evidence = incident.evidence();
        if (evidence.lastMinute() == null || incident.state() == State.RESOLVED) {
            return Optional.empty();
        }
        var now = "At %s: %s in the last minute"
                .formatted(time(incident.times().updatedAt()), errors(evidence.lastMinute()));
        return switch (incident.kind()) {
            case SPIKE ->
                Optional.of(now + ", where "
                        + count(evidence.expected() * MINUTE / Math.max(1, evidence.windowSeconds())) + " are usual.");
            case NEW_CODE -> Optional.of(now + ".");
            case BLINDNESS -> Optional.empty();
        };
    }

    private static String errors(long number) {
        return count(number) + (number == 1 ? " error" : " errors");
    }

    private static Optional<String> amount(Incident incident) {
        var evidence = incident.evidence();
        var sofar = "%s errors so far, at most %s in 10 s. When it was noticed: %s errors in %s, "
                .formatted(
                        count(evidence.errors()),
                        count(evidence.peak()),
                        count(evidence.observed()),
                        seconds(evidence.windowSeconds()));
        return switch (incident.kind()) {
            case SPIKE -> Optional.of(sofar + "where " + count(evidence.expected()) + " are usual.");
            case NEW_CODE -> Optional.of(sofar + "of a code that was never seen before.");
            case BLINDNESS -> Optional.of(Notes.blind(incident));
        };
    }

    private static Optional<String> owner(Incident incident) {
        return incident.kind() == Kind.BLINDNESS
                ? Optional.empty()
                : Optional.of("Who can fix it: " + Wording.owner(incident.owner()) + ".");
    }

    private static Optional<String> driver(Explanation explanation) {
        if (explanation.kind() == Explanation.Kind.MIX) {
            return Optional.of(
                    "No part fails more often than usual: more of the calls now go to parts that fail more.");
        }
        if (explanation.slices().isEmpty()) {
            return Optional.empty();
        }
        var slice = explanation.slices().getFirst();
        var rates = explanation.rates();
        var without = rates == null
                ? ""
                : " Without it, %s of calls would fail, not %s; %s is usual."
                        .formatted(percent(rates.without()), percent(rates.now()), percent(rates.usual()));
        return Optional.of("It comes from" + named(slice) + ": " + share(slice) + " of the extra errors." + without);
    }

    private static Optional<String> rest(Explanation explanation) {
        var rest = explanation.slices().stream().skip(1).limit(SLICES - 1L).toList();
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of("Also from"
                        + rest.stream()
                                .map(slice -> named(slice) + " (" + share(slice) + ")")
                                .collect(Collectors.joining(","))
                        + ".");
    }

    private static String named(Slice slice) {
        return slice.where().isEmpty()
                ? " everywhere alike"
                : slice.where().entrySet().stream()
                        .map(part -> Wording.dimension(part.getKey()) + " " + Wording.value(part.getValue()))
                        .collect(Collectors.joining(", ", " ", ""));
    }

    private static String share(Slice slice) {
        return percent(Math.clamp(slice.share(), 0, 1));
    }

    private static Optional<String> seenBy(Incident incident) {
        var context = incident.context();
        if (context.apps() == 0) {
            return Optional.empty();
        }
        var names = context.appNames();
        var more = context.apps() > names.size() ? " and %s more".formatted(count(context.apps() - names.size())) : "";
        return Optional.of("Seen by %s: %s%s."
                .formatted(
                        context.apps() == 1 ? "1 application" : count(context.apps()) + " applications",
                        list(names, names.size()),
                        more));
    }

    private static String advice(CatalogueEntry entry) {
        var steps = entry.solution().stream().limit(STEPS).map(step -> "\n  - " + step);
        return "What it means: " + entry.meaning() + "\nWhat to do:" + steps.collect(Collectors.joining());
    }

    private static Optional<String> healthy(Incident incident) {
        var models = incident.context().healthyModels();
        return models.isEmpty()
                ? Optional.empty()
                : Optional.of("Models that work as usual: " + list(models, NAMES) + ".");
    }

    private static Optional<String> changes(Incident incident) {
        List<String> changes = incident.context().changes().stream()
                .filter(change -> change.before() == null)
                .map(change -> "%s %s at %s"
                        .formatted(
                                Wording.dimension(change.dimension()),
                                Wording.value(change.value()),
                                time(change.at())))
                .toList();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of("First seen around that time: " + list(changes, SLICES) + ".");
    }
}
