package dev.errata.emitter.capture;

import dev.errata.emitter.Recorder;
import java.util.function.Supplier;

/** Keeps what goes wrong in a hook out of the application, and has it counted. */
final class Guard {
    private final Recorder recorder;

    Guard(Recorder recorder) {
        this.recorder = recorder;
    }

    void run(Runnable step) {
        get(
                () -> {
                    step.run();
                    return true;
                },
                false);
    }

    /** What the step gives, or the fallback where it fails: errors too, since a hook may meet classes it does not know. */
    <T> T get(Supplier<T> step, T fallback) {
        try {
            return step.get();
        } catch (Throwable e) {
            report(e);
            return fallback;
        }
    }

    private void report(Throwable failure) {
        try {
            recorder.hookFailed(failure);
        } catch (Throwable e) {
            failure.addSuppressed(e);
        }
    }
}
