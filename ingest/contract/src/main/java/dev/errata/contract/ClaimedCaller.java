package dev.errata.contract;

import java.util.Optional;

/** Who says to have sent a record, where the rest of it may be unreadable. */
public final class ClaimedCaller {
    private ClaimedCaller() {}

    /** Project and app as the codecs read them; empty where the record is no JSON object or they are no labels. */
    public static Optional<Caller> in(byte[] utf8) {
        if (utf8.length > Limits.RECORD_BYTES) {
            return Optional.empty();
        }
        try {
            var fields = new Fields(Json.parse(utf8));
            return Optional.of(new Caller(fields.label("project"), fields.label("app"), null, null, null));
        } catch (InvalidRecordException e) {
            return Optional.empty();
        }
    }
}
