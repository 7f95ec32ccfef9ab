package dev.errata.notify;

import dev.errata.store.incident.Audience;
import dev.errata.store.incident.Due;
import dev.errata.store.incident.Settlement;
import java.io.IOException;
import java.time.Instant;

/** Somebody who is told of incidents. Safe from any thread. */
public interface Receiver {
    /** Its name and its manner; the name stays the same as long as its address does. */
    Audience audience();

    /** What routes call it; several receivers may share it. */
    String group();

    /**
     * Tells it, once.
     *
     * @return what is to come of the message
     * @throws IOException where it did not take it, or nobody knows whether it did: the same is sent again later
     */
    Settlement tell(Due due, Instant now) throws IOException;
}
