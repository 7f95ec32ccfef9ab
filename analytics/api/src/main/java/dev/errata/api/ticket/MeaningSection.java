package dev.errata.api.ticket;

import dev.errata.contract.CatalogueEntry;
import dev.errata.contract.CatalogueEntry.Part;
import dev.errata.contract.RetryPolicy;
import dev.errata.core.retry.Heeded;
import dev.errata.core.ticket.CallStory;
import dev.errata.core.ticket.FailureKind;
import dev.errata.core.ticket.Ticket;
import dev.errata.core.ticket.Try;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the error means by the reference, what is to be done about it, and what of that was done. */
final class MeaningSection {
    private final Ticket ticket;
    private final Paper paper;

    MeaningSection(Ticket ticket, Paper paper) {
        this.ticket = ticket;
        this.paper = paper;
    }

    void write() {
        paper.heading("What it means, and what was done about it");
        for (var kind : ticket.kinds()) {
            var entry = kind.meaning().entry();
            paper.paragraph(entry == null ? unknown(kind) : meaning(kind, entry));
            if (entry != null) {
                paper.list(entry.solution());
            }
        }
        paper.paragraph("Done so far:");
        paper.list(done(ticket.calls().getFirst()));
    }

    private String unknown(FailureKind kind) {
        return TicketLetter.error(kind.example(), paper) + " is not in the error reference.";
    }

    private String meaning(FailureKind kind, CatalogueEntry entry) {
        return TicketLetter.error(kind.example(), paper) + ": " + entry.title() + ". " + entry.meaning() + " "
                + advice(entry.retry())
                + (entry.isOurs(Part.SOLUTION) ? " What helps:" : " What helps, by the error reference:");
    }

    private static String advice(RetryPolicy retry) {
        var delay = Wording.duration(Duration.ofMillis(retry.minDelayMs()));
        var first = switch (retry.action()) {
            case NEVER -> "The same request fails every time, so it is not to be sent again.";
            case AFTER_FIX -> "It is to be sent again only once the cause is put right.";
            case SWITCH_MODEL -> "It is to be sent to another model.";
            case AFTER -> "It is to be sent again after " + delay + ".";
            case BACKOFF -> "It is to be sent again with growing delays and jitter, from " + delay + " on.";
        };
        return retry.escalateAfter() == null
                ? first
                : first + " After " + Wording.count(retry.escalateAfter(), "attempt") + " a ticket is due.";
    }

    private List<String> done(CallStory call) {
        var done = new ArrayList<String>();
        var tries = call.tries();
        done.add(Wording.count(tries.size(), "failed attempt") + " of the call " + (tries.size() == 1 ? "is" : "are")
                + " recorded" + within(tries));
        asked(tries, done);
        var models = tries.stream()
                .map(each -> each.failed().event().target().model())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (models.size() > 1) {
            done.add("other models were tried: "
                    + String.join(", ", models.stream().map(paper::code).toList()));
        }
        return done;
    }

    private static String within(List<Try> tries) {
        if (tries.size() == 1) {
            return "";
        }
        var first = tries.getFirst().failed().event().time();
        var last = tries.getLast().failed().event().time();
        return " within " + Wording.duration(Duration.between(first, last));
    }

    private static void asked(List<Try> tries, List<String> done) {
        var asked = tries.stream().filter(each -> each.heeded() != null).toList();
        if (asked.isEmpty()) {
            done.add("no answer asked to wait (Retry-After)");
            return;
        }
        var heeded = Arrays.stream(Heeded.values())
                .filter(kind -> count(asked, kind) > 0)
                .map(kind -> word(kind) + (asked.size() == 1 ? "" : " " + times(count(asked, kind))))
                .collect(Collectors.joining(", "));
        done.add("Retry-After was sent " + times(asked.size()) + ": " + heeded);
    }

    private static String word(Heeded heeded) {
        return switch (heeded) {
            case YES -> "honoured";
            case NO -> "not honoured";
            case UNKNOWN -> "whether it was honoured is not recorded";
        };
    }

    private static int count(List<Try> asked, Heeded heeded) {
        return (int) asked.stream().filter(each -> each.heeded() == heeded).count();
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }
}
