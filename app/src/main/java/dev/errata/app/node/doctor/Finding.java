package dev.errata.app.node.doctor;

/**
 * What one look has shown.
 *
 * @param check what was looked at, in a word or two
 * @param level how it is
 * @param what was seen
 * @param advice what to do; empty where there is nothing to do
 */
public record Finding(String check, Level level, String what, String advice) {

    /** How something is. */
    public enum Level {
        OK,
        /** It works, and will not for ever. */
        WARN,
        /** It does not work. */
        FAIL,
        /** It could not be looked at, since something else is away. */
        SKIP
    }

    static Finding ok(String check, String what) {
        return new Finding(check, Level.OK, what, "");
    }

    static Finding warn(String check, String what, String advice) {
        return new Finding(check, Level.WARN, what, advice);
    }

    static Finding fail(String check, String what, String advice) {
        return new Finding(check, Level.FAIL, what, advice);
    }

    static Finding skip(String check, String why) {
        return new Finding(check, Level.SKIP, why, "");
    }
}
