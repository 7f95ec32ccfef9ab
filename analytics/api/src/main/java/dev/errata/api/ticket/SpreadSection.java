package dev.errata.api.ticket;

import dev.errata.core.ticket.Alike;
import dev.errata.core.ticket.Alike.Share;
import dev.errata.core.ticket.ErrorRate;
import dev.errata.core.ticket.FailureKind;
import dev.errata.core.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One user or many, one model or several, since when, and how large a part of the calls. */
final class SpreadSection {
    private static final int MOST_NAMES = 10;

    private final Ticket ticket;
    private final Paper paper;

    SpreadSection(Ticket ticket, Paper paper) {
        this.ticket = ticket;
        this.paper = paper;
    }

    /** For whoever reads no further. */
    String sentence(FailureKind kind) {
        var near = kind.near();
        if (near.count() <= 1) {
            return near.isFloor()
                    ? "Within 15 minutes before and after, there were too many failures of this kind at all providers"
                            + " to count those at this one."
                    : "It is the only failure of its kind at this provider within 15 minutes before and after.";
        }
        return "Within 15 minutes before and after, " + number(near)
                + " failures of this kind were recorded at this provider, "
                + spread(near.models(), "model") + " and " + spread(near.apps(), "application") + " of ours"
                + kind.rate().map(SpreadSection::part).orElse("") + ".";
    }

    void write() {
        for (var kind : ticket.kinds()) {
            paper.heading(
                    ticket.kinds().size() == 1
                            ? "How widespread it is"
                            : "How widespread " + TicketLetter.error(kind.example(), paper) + " is");
            paper.table(List.of("", "± 15 min", "± 12 h"), rows(kind));
            paper.paragraph(kind.rate().map(SpreadSection::rate).orElse("No rate was counted for its model and code."));
        }
    }

    private List<List<String>> rows(FailureKind kind) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("failures of this kind", number(kind.near()), number(kind.day())));
        rows.add(List.of("first seen", seen(kind.near(), true), seen(kind.day(), true)));
        rows.add(List.of("last seen", seen(kind.near(), false), seen(kind.day(), false)));
        rows.add(List.of("models", names(kind.near().models()), names(kind.day().models())));
        rows.add(List.of(
                "our applications", names(kind.near().apps()), names(kind.day().apps())));
        return rows;
    }

    private static String seen(Alike alike, boolean first) {
        if (!first && alike.isFloor()) {
            return "not counted so far";
        }
        var time = first ? alike.firstSeen() : alike.lastSeen();
        return time == null ? "–" : Wording.utc(time);
    }

    private static String number(Alike alike) {
        if (alike.isFloor() && alike.count() == 0) {
            return "not counted";
        }
        return (alike.isFloor() ? "at least " : "") + Wording.number(alike.count());
    }

    private static String spread(List<Share> shares, String what) {
        return shares.size() == 1 ? "on one " + what : "on " + Wording.count(shares.size(), what);
    }

    private String names(List<Share> shares) {
        var named = shares.stream()
                .limit(MOST_NAMES)
                .map(share -> (share.name().isEmpty() ? "not named" : paper.code(share.name())) + " "
                        + Wording.number(share.count()))
                .collect(Collectors.joining(", "));
        return shares.size() > MOST_NAMES ? named + ", and " + (shares.size() - MOST_NAMES) + " more" : named;
    }

    private static String part(ErrorRate rate) {
        return rate.rate() == null ? "" : "; that is " + Wording.percent(rate.rate()) + " of the model's calls";
    }

    /** In a sentence of its own. */
    static String rate(ErrorRate rate) {
        var when = "From " + Wording.utc(rate.from()) + " to " + Wording.utc(rate.to()) + ", ";
        if (rate.requests() == null || rate.rate() == null) {
            return when + Wording.count(rate.errors(), "attempt")
                    + " of this model failed with this code; of how many is not known, since "
                    + (rate.isCovered() || rate.requests() == null
                            ? "no totals were reported."
                            : "too few of our failures come from where totals are reported.");
        }
        return when + Wording.number(rate.errors()) + " of " + Wording.number(rate.requests())
                + " attempts of this model failed with this code: " + Wording.percent(rate.rate()) + ".";
    }
}
