package dev.errata.core.incident;

import java.time.Duration;
import java.time.Instant;

/** How something that may be an incident stands: a value, replaced by {@link #next} with each window. */
public sealed interface Phase {

    /** What a window shows of it. */
    enum Sign {
        /** Nothing. */
        NORMAL,
        /** Something, but not enough. */
        SUSPECTED,
        /** More than is normal, beyond doubt. */
        ABNORMAL,
        /** What was abnormal has come down, but it is too early to say that it is over. */
        CALM,
        /** What was abnormal is over. */
        OVER
    }

    /** There is nothing: where everything begins and ends. */
    record Quiet() implements Phase {}

    /** There is a suspicion, which is told to nobody. */
    record Pending(Instant since) implements Phase {}

    /** There is an incident. */
    record Open(Instant since) implements Phase {}

    /**
     * There is one, which may be over.
     *
     * @param since it opened
     */
    record Recovering(Instant since) implements Phase {}

    /** A suspicion that nothing has strengthened for so long is dropped. */
    Duration PATIENCE = Duration.ofMinutes(1);

    /** The phase after a window with that sign, judged at that time. */
    default Phase next(Sign sign, Instant at) {
        return switch (this) {
            case Quiet() -> begin(sign, at);
            case Pending(var since) ->
                switch (sign) {
                    case ABNORMAL -> new Open(at);
                    case SUSPECTED -> new Pending(at);
                    case NORMAL, CALM, OVER -> at.isAfter(since.plus(PATIENCE)) ? new Quiet() : this;
                };
            case Open(var since) -> goOn(sign, since);
            case Recovering(var since) -> goOn(sign, since);
        };
    }

    private static Phase begin(Sign sign, Instant at) {
        return switch (sign) {
            case ABNORMAL -> new Open(at);
            case SUSPECTED -> new Pending(at);
            case NORMAL, CALM, OVER -> new Quiet();
        };
    }

    private static Phase goOn(Sign sign, Instant since) {
        return switch (sign) {
            case ABNORMAL, SUSPECTED -> new Open(since);
            case NORMAL, CALM -> new Recovering(since);
            case OVER -> new Quiet();
        };
    }
}
