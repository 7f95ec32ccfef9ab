package dev.errata.emitter.capture;

/** What an attempt hands its results to. */
record Parts(Sight sight, ErrorEvents events, Unread unread) {
    static Parts of(Sight sight) {
        return new Parts(sight, new ErrorEvents(sight), new Unread(sight.guard()));
    }
}
