package dev.errata.api.ticket;

import dev.errata.contract.Owner;
import dev.errata.core.ticket.FailureKind;
import dev.errata.core.ticket.Recorded;
import dev.errata.core.ticket.Ticket;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ticket as a letter to support: what happened, in a few sentences, and then everything they will ask for. */
final class TicketLetter {
    private final Ticket ticket;
    private final Optional<ZoneId> zone;

    TicketLetter(Ticket ticket, Optional<ZoneId> zone) {
        this.ticket = ticket;
        this.zone = zone;
    }

    void write(Paper paper) {
        paper.title(title(paper));
        var spread = new SpreadSection(ticket, paper);
        var incidents = new IncidentSection(ticket, paper);
        paper.paragraph(opening(paper) + " " + story(paper) + " "
                + spread.sentence(ticket.kinds().getFirst())
                + incidents.sentence());
        paper.paragraph(request());
        paper.heading(ticket.failures().size() == 1 ? "The failed request" : "The last failed request");
        paper.facts(new RequestFacts(ticket, zone, paper).all());
        new CallSection(ticket, paper).write();
        new MeaningSection(ticket, paper).write();
        spread.write();
        incidents.write();
        bodies(paper);
        leftOut(paper);
        sending(paper);
    }

    private String title(Paper paper) {
        var event = ticket.lead().event();
        var model = event.target().model();
        return error(ticket.lead(), paper) + " from " + paper.code(provider())
                + (model == null ? "" : ", model " + paper.code(model));
    }

    /** Such as {@code 429 rate_limit_error}. */
    static String error(Recorded failure, Paper paper) {
        var said = failure.event().failure();
        var name = said.code() == null ? said.type() : said.code();
        var status = said.status() == null ? "" : said.status().toString();
        if (name == null) {
            return status.isEmpty() ? "an error without a name" : status;
        }
        return status.isEmpty() ? paper.code(name) : status + " " + paper.code(name);
    }

    private String opening(Paper paper) {
        var event = ticket.lead().event();
        var operation = event.target().operation();
        var call = operation == null ? "a call" : paper.code(operation);
        var error = error(ticket.lead(), paper);
        var failed = event.failure().status() != null
                ? call + " was answered with " + error
                : isTask()
                        ? "the task that " + call + " had started failed with " + error
                        : call + " got no answer: " + error;
        var message = event.failure().message();
        return "At " + Wording.utc(event.time()) + ", " + failed + "."
                + (message == null || message.isBlank()
                        ? ""
                        : " The message was " + paper.quote(message.strip().replaceFirst("\\.$", "")) + ".");
    }

    /** Accepted at first, and failed later. */
    private boolean isTask() {
        return isTask(ticket.lead());
    }

    static boolean isTask(Recorded failure) {
        return failure.event().failure().status() == null
                && failure.event().ids().taskId() != null;
    }

    private String story(Paper paper) {
        return new CallSection(ticket, paper).sentence();
    }

    /** What a good ticket ends with: the question. */
    private String request() {
        var several = ticket.failures().size() > 1;
        var requests = several ? "these requests" : "this request";
        if (isTask()) {
            return "Please tell us why " + (several ? "these tasks" : "this task")
                    + " failed, and what we can do about it.";
        }
        return switch (ticket.kinds().getFirst().meaning().owner()) {
            case Owner.PROVIDER ->
                "Please tell us what failed on your side for " + requests + ", and whether we have to expect it again.";
            case Owner.QUOTA ->
                "Please tell us which limit " + requests + " ran into, what is left of it, and how it can be raised.";
            case Owner.CALLER ->
                "By your documentation " + requests + " may be at fault. If not, please tell us why it was refused.";
            case Owner.NETWORK, Owner.UNKNOWN ->
                "Please tell us whether " + requests + " reached you, and what was answered.";
        };
    }

    private String provider() {
        return Objects.requireNonNullElse(
                ticket.lead().event().target().provider(), ticket.profile().name());
    }

    private void bodies(Paper paper) {
        for (var kind : ticket.kinds()) {
            paper.heading(ticket.kinds().size() == 1 ? "Error body" : "Error body of " + error(kind.example(), paper));
            body(kind, paper);
        }
    }

    private static void body(FailureKind kind, Paper paper) {
        var body = kind.example().event().rawBody();
        if (body != null) {
            var id = kind.example().event().ids().requestId();
            paper.paragraph("As received" + (id == null ? "" : " for " + paper.code(id)) + ", secrets masked.");
            paper.verbatim(body);
        } else if (kind.example().bodyLeftOut()) {
            paper.paragraph("Not kept: of many failures alike in ten seconds, the first bodies and a sample are.");
        } else {
            paper.paragraph(
                    kind.example().event().failure().status() == null && !isTask(kind.example())
                            ? "There is none: no answer came."
                            : "None was recorded: the answer had none, or whoever recorded it did not pass it on.");
        }
    }

    private void leftOut(Paper paper) {
        var redactions = ticket.redactions();
        var items = new ArrayList<String>();
        redactions
                .masked()
                .forEach((field, kinds) -> items.add("masked in " + field + ": " + String.join(", ", kinds)));
        if (!redactions.altered().isEmpty()) {
            items.add("cut, cleaned or masked to be stored: " + String.join(", ", redactions.altered()));
        }
        if (redactions.bodiesLeftOut() > 0) {
            items.add(Wording.count(redactions.bodiesLeftOut(), "failure")
                    + " without the body, of which a sample is kept");
        }
        var missing = new RequestFacts(ticket, zone, paper).missing();
        if (!missing.isEmpty()) {
            items.add("not recorded of the failed request, and likely to be asked for: " + String.join(", ", missing));
        }
        if (!ticket.notFound().isEmpty()) {
            items.add("nothing is stored under "
                    + String.join(
                            ", ", ticket.notFound().stream().map(paper::code).toList()));
        }
        paper.heading("What is not in here");
        paper.paragraph("Requests and prompts are never recorded, only what was answered; keys, tokens and e-mail"
                + " addresses are masked." + (items.isEmpty() ? " Nothing else is missing." : " Besides:"));
        if (!items.isEmpty()) {
            paper.list(items);
        }
    }

    private void sending(Paper paper) {
        var profile = ticket.profile();
        var items = new ArrayList<String>();
        addIf(items, "Ticket: ", profile.support());
        addIf(items, "Status page: ", profile.statusPage());
        var id = ticket.lead().event().ids().requestId();
        addIf(
                items,
                "Request log: ",
                profile.requestLog() == null || id == null
                        ? profile.requestLog()
                        : profile.requestLog().replace("{request_id}", id));
        addIf(items, "", profile.hint());
        paper.heading("Where to send it: " + profile.name());
        paper.list(
                items.isEmpty()
                        ? List.of("Nothing is known about where " + profile.name() + " takes tickets.")
                        : items);
    }

    private static void addIf(List<String> items, String label, @Nullable String text) {
        if (text != null) {
            items.add(label + text);
        }
    }
}
