package dev.errata.emitter;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.quick.EventWriter;
import dev.errata.contract.redact.Redactor;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events on the application's thread, which has just made them: nearly all are short and without secrets, and of
 * those the bytes are all that is needed from here on. The others, and any that come while another thread is at it, are
 * left to the emitter's thread. Takes about a microsecond and never waits. One thread at a time, which enters and
 * leaves.
 */
final class DoorWriter {
    private final EventWriter writer;
    private final AtomicBoolean busy = new AtomicBoolean();

    DoorWriter(Redactor redactor) {
        this.writer = EventWriter.atAGlance(redactor);
    }

    /** Whether no other thread is in; the caller is, then. Safe from any thread. */
    boolean tryEnter() {
        return busy.compareAndSet(false, true);
    }

    void leave() {
        busy.setRelease(false);
    }

    /** What is to be sent; null where the event is left to the emitter's thread. */
    @Nullable
    Pending write(ErrorEvent event) {
        var encoded = writer.write(event);
        return encoded == null ? null : Pending.fresh(new Message(Kind.EVENTS, encoded.key(), encoded.value()));
    }
}
