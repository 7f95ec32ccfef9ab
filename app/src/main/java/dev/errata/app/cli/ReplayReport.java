package dev.errata.app.cli;

import dev.errata.app.replay.Recording;
import dev.errata.app.replay.Summary;
import java.util.function.Consumer;

/** Tells a person how a replay goes. Used by one thread. */
final class ReplayReport {
    private static final int SHOWN = 10;

    private final Consumer<String> say;
    private final Terminal terminal;
    private int skipped;
    private int rejected;

    ReplayReport(Consumer<String> say, Terminal terminal) {
        this.say = say;
        this.terminal = terminal;
    }

    /** Whether every line was sent and taken. */
    boolean isComplete() {
        return skipped == 0 && rejected == 0;
    }

    void read(Recording recording) {
        skipped = recording.bad().size();
        recording.bad().stream().limit(SHOWN).forEach(bad -> say.accept("line " + bad.line() + ": " + bad.problem()));
        say.accept(
                "%d events read, %d lines skipped".formatted(recording.events().size(), skipped));
    }

    void progress(Summary soFar) {
        if (terminal.progress()) {
            say.accept("\033[1A\033[2K%d events sent"
                    .formatted(soFar.accepted() + soFar.rejected().size()));
        }
    }

    void sent(Summary summary) {
        rejected = summary.rejected().size();
        summary.rejected().stream()
                .limit(SHOWN)
                .forEach(each -> say.accept("line %d: %s".formatted(each.line(), each.message())));
        summary.byReason().forEach((reason, count) -> say.accept("%d rejected: %s".formatted(count, reason)));
        say.accept("%d events accepted, %d rejected".formatted(summary.accepted(), rejected));
    }
}
