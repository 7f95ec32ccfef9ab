package dev.errata.emitter.capture;

import dev.errata.contract.normalise.Normaliser;
import dev.errata.contract.normalise.RawAnswer;
import dev.errata.emitter.Tally;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt of a call that is told of when it has ended. */
final class Reported {
    private final Parts parts;
    private final LogicalCall call;
    private final int number;

    Reported(Parts parts, LogicalCall call) {
        this.parts = parts;
        this.call = call;
        this.number = call.begin();
    }

    void record(Report report) {
        parts.sight().recorder().counted(parts.sight().now(), report.target(), new Tally(1, 0, 0, 0));
        call.ended(number, end(report), report.target());
    }

    private AttemptEnd end(Report report) {
        return report.failure() == null ? answered(report) : unanswered(report, report.failure());
    }

    private AttemptEnd answered(Report report) {
        var answer = new RawAnswer(report.target().provider(), report.status(), report.headers(), report.body());
        var failed = (report.status() != null && report.status() >= 400) || Normaliser.tellsOfError(answer);
        if (failed) {
            parts.events().answered(facts(report), answer);
        }
        return failed ? AttemptEnd.FAILED : AttemptEnd.SUCCEEDED;
    }

    private AttemptEnd unanswered(Report report, Throwable failure) {
        var found = ClientFailure.of(failure, false);
        var kind = found.map(ClientFailure.Found::failure);
        if (kind.equals(Optional.of(ClientFailure.CANCELLED))) {
            return AttemptEnd.CANCELLED;
        }
        var code = kind.map(ClientFailure::code).orElse(null);
        parts.events()
                .broken(
                        facts(report),
                        code,
                        found.map(ClientFailure.Found::cause).orElse(failure),
                        null);
        return AttemptEnd.FAILED;
    }

    private AttemptFacts facts(Report report) {
        return new AttemptFacts(report.target(), number, latencyMs(report), null, call.id(), null, null);
    }

    private static @Nullable Long latencyMs(Report report) {
        return report.latency() == null ? null : report.latency().toMillis();
    }
}
