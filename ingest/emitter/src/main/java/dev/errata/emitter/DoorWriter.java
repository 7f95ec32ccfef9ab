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
 * left to the emitter's thread. Takes about a microsecond and never waits. Safe from any thread.
 */
final class DoorWriter {
    private final EventWriter writer;
    private final AtomicBoolean busy = new AtomicBoolean();

    DoorWriter(Redactor redactor) {
        this.writer = EventWriter.atAGlance(redactor);
    }

    /** What is to be sent; null where the event is left to the emitter's thread. */
    @Nullable
    Message write(ErrorEvent event) {
        if (!busy.compareAndSet(false, true)) {
            return null;
        }
        try {
            var encoded = writer.write(event);
            return encoded == null ? null : new Message(Kind.EVENTS, encoded.key(), encoded.value());
        } finally {
            busy.setRelease(false);
        }
    }
}
