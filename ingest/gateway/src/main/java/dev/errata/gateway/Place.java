package dev.errata.gateway;

import dev.errata.contract.EventIds;

/**
 * Where a record stands: the same for the same request sent again, another for each record of a request.
 *
 * @param body the whole request's
 * @param index of the record in it
 */
record Place(Body body, int index) {

    /** A request's decoded body, and whose it is. Hashed when the first record asks. Confined to the request's thread. */
    static final class Body {
        private final String project;
        private final byte[] bytes;
        private byte[] hash = {};

        Body(String project, byte[] bytes) {
            this.project = project;
            this.bytes = bytes;
        }

        private byte[] hash() {
            if (hash.length == 0) {
                hash = EventIds.sha256(bytes);
            }
            return hash;
        }
    }

    /** What the id of a record without one is made of, beside its time. */
    byte[] idContent() {
        return EventIds.content(body.project, body.hash(), index);
    }
}
