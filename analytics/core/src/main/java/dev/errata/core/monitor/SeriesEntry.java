package dev.errata.core.monitor;

/**
 * A series in the table.
 *
 * @param byRequests whether its exposure is requests; else it is time
 * @param firing whether it raises an alarm
 * @param waning whether that alarm has had nothing to go on for its last minutes
 * @param window the last one that it was shown
 * @param errors the last window in which it had any
 * @param calls of its slice by then
 * @param unusual the last window that looked like an alarm
 * @param state the detector's
 */
@SuppressWarnings("ArrayRecordComponent") // read and written, and never compared
record SeriesEntry(
        boolean byRequests,
        boolean firing,
        boolean waning,
        long window,
        long errors,
        long calls,
        long unusual,
        byte[] state) {

    static SeriesEntry read(byte[] bytes) {
        return Pack.read(
                bytes,
                in -> new SeriesEntry(
                        in.readBoolean(),
                        in.readBoolean(),
                        in.readBoolean(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readAllBytes()));
    }

    /** The same without an alarm. */
    SeriesEntry ended(byte[] newState) {
        return new SeriesEntry(byRequests, false, false, window, errors, calls, unusual, newState);
    }

    byte[] toBytes() {
        return Pack.write(out -> {
            out.writeBoolean(byRequests);
            out.writeBoolean(firing);
            out.writeBoolean(waning);
            out.writeLong(window);
            out.writeLong(errors);
            out.writeLong(calls);
            out.writeLong(unusual);
            out.write(state);
        });
    }
}
