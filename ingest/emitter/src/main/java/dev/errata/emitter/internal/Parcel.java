package dev.errata.emitter.internal;

import java.util.List;

/**
 * Messages that are sent together: of one kind, and all of them resends or none.
 *
 * @param resend whether each may be in the log already, since the outcome of an earlier send is unknown
 */
public record Parcel(Kind kind, boolean resend, List<Message> messages) {

    public Parcel {
        messages = List.copyOf(messages);
    }

    public int size() {
        return messages.size();
    }
}
