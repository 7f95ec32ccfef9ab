package dev.errata.api.ticket;

import dev.errata.contract.CallOutcome;
import dev.errata.core.ticket.CallStory;
import dev.errata.core.ticket.Ticket;
import dev.errata.core.ticket.Try;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was tried, in order of time, and how each call ended. */
final class CallSection {
    private static final List<String> ATTEMPTS =
            List.of("attempt", "failed at (UTC)", "waited before", "answer", "request id", "took", "Retry-After");
    private static final String UNKNOWN = "unknown";

    private final Ticket ticket;
    private final Paper paper;

    CallSection(Ticket ticket, Paper paper) {
        this.ticket = ticket;
        this.paper = paper;
    }

    /** Of the leading failure's call. */
    String sentence() {
        var call = ticket.calls().getFirst();
        var others = call.tries().size() - 1;
        var failed = switch (others) {
            case 0 -> "It is the only failed attempt of its call that is recorded";
            case 1 -> "Another attempt of the same call failed, too";
            default -> "Another " + others + " attempts of the same call failed, too";
        };
        return failed + "; " + ending(call) + ".";
    }

    void write() {
        if (ticket.calls().size() == 1) {
            one(ticket.calls().getFirst());
        } else {
            several();
        }
        if (ticket.moreCalls() > 0) {
            paper.paragraph("Another " + Wording.count(ticket.moreCalls(), "call") + " failed; these are the latest.");
        }
        others();
    }

    private void one(CallStory call) {
        paper.heading(heading(call));
        paper.table(ATTEMPTS, call.tries().stream().map(each -> row(call, each)).toList());
        paper.paragraph(capital(ending(call)) + "." + missing(call));
        steps(call);
    }

    /** All attempts in one table, and then how each call ended. */
    private void several() {
        paper.heading("What was tried");
        paper.table(
                Stream.concat(Stream.of("call"), ATTEMPTS.stream()).toList(),
                ticket.calls().stream()
                        .flatMap(call -> call.tries().stream()
                                .map(each -> Stream.concat(Stream.of(name(call)), row(call, each).stream())
                                        .toList()))
                        .toList());
        paper.list(ticket.calls().stream()
                .map(call -> name(call) + ": " + ending(call) + "." + missing(call))
                .toList());
    }

    private String name(CallStory call) {
        var id = call.callId() == null ? call.taskId() : call.callId();
        return id == null ? "not named" : paper.code(id);
    }

    private String heading(CallStory call) {
        if (call.callId() != null) {
            return "What was tried: call " + paper.code(call.callId());
        }
        return call.taskId() == null ? "What was tried" : "What was tried: task " + paper.code(call.taskId());
    }

    private String ending(CallStory call) {
        var outcome = call.outcome();
        if (outcome.isEmpty()) {
            return "no later success of it was reported";
        }
        var what = call.taskId() == null ? "the call" : "the task";
        var at = " at " + Wording.utc(outcome.get().time()) + took(outcome.get());
        return switch (outcome.get().outcome()) {
            case SUCCEEDED -> what + " succeeded in the end," + at;
            case FAILED -> what + " was given up as failed" + at;
            case CANCELLED -> what + " was cancelled" + at;
            case SUBMITTED, RUNNING ->
                "the last that is known of " + what + " is that it was "
                        + outcome.get().outcome().name().toLowerCase(Locale.ROOT) + at;
        };
    }

    private static String took(CallOutcome outcome) {
        return outcome.latencyMs() == null
                ? ""
                : ", " + Wording.duration(Duration.ofMillis(outcome.latencyMs())) + " after it began";
    }

    private List<String> row(CallStory call, Try each) {
        var event = each.failed().event();
        var first = call.tries().getFirst().failed().event().time();
        return List.of(
                Objects.toString(event.attempt().number(), UNKNOWN),
                each.sincePrevious() == null
                        ? Wording.exactUtc(event.time()).replace(" UTC", "")
                        : Wording.clock(event.time(), first),
                waited(each),
                TicketLetter.error(each.failed(), paper) + model(event.target().model()),
                event.ids().requestId() == null
                        ? "none"
                        : paper.code(event.ids().requestId()),
                event.attempt().latencyMs() == null
                        ? UNKNOWN
                        : millis(event.attempt().latencyMs()),
                retryAfter(each));
    }

    /** Where several were tried, which. */
    private String model(@Nullable String model) {
        var models = ticket.calls().stream()
                .flatMap(call -> call.tries().stream())
                .map(each -> Objects.toString(each.failed().event().target().model(), ""))
                .distinct()
                .count();
        return models > 1 && model != null ? " " + paper.code(model) : "";
    }

    private static String waited(Try each) {
        if (each.sincePrevious() == null) {
            return "–";
        }
        return each.waited() == null
                ? "at most " + Wording.duration(each.sincePrevious())
                : Wording.duration(each.waited());
    }

    private static String retryAfter(Try each) {
        var asked = each.failed().event().attempt().retryAfterMs();
        if (asked == null || each.heeded() == null) {
            return "none";
        }
        return millis(asked)
                + switch (each.heeded()) {
                    case YES -> ", honoured";
                    case NO -> ", not honoured";
                    case UNKNOWN -> "";
                };
    }

    private static String millis(long millis) {
        return Wording.duration(Duration.ofMillis(millis));
    }

    private static String missing(CallStory call) {
        var missing = call.tries().stream().mapToInt(Try::missingBefore).sum();
        return missing == 0
                ? ""
                : " " + Wording.count(missing, "attempt") + " in between " + (missing == 1 ? "is" : "are")
                        + " not recorded.";
    }

    private void steps(CallStory call) {
        if (call.taskId() != null && call.steps().size() > 1) {
            paper.table(
                    List.of("step of the task", "at (UTC)"),
                    call.steps().stream()
                            .map(step -> List.of(
                                    step.outcome().name().toLowerCase(Locale.ROOT),
                                    Wording.exactUtc(step.time()).replace(" UTC", "")))
                            .toList());
        }
    }

    /** All request ids together, so that support can paste them. */
    private void others() {
        if (ticket.failures().size() < 2) {
            return;
        }
        paper.heading("All failed requests of this ticket");
        paper.table(
                List.of("failed at (UTC)", "request id", "provider request id", "task id", "answer", "model"),
                ticket.failures().stream()
                        .map(failure -> {
                            var event = failure.event();
                            return List.of(
                                    Wording.exactUtc(event.time()).replace(" UTC", ""),
                                    orNone(event.ids().requestId()),
                                    orNone(event.ids().providerRequestId()),
                                    orNone(event.ids().taskId()),
                                    TicketLetter.error(failure, paper),
                                    orNone(event.target().model()));
                        })
                        .toList());
        if (ticket.moreFailures() > 0) {
            paper.paragraph("There are " + Wording.number(ticket.moreFailures()) + " more before these.");
        }
    }

    private String orNone(@Nullable String value) {
        return value == null ? "–" : paper.code(value);
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
