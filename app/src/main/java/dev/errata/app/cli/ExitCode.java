package dev.errata.app.cli;

import dev.errata.app.node.StartFailure;

/** What a command's end means to the script that called it. */
public enum ExitCode {
    FINE(0, "found, or done"),
    NOT_FOUND(1, "nothing found"),
    USAGE(2, "wrong usage, or a setting that cannot be used"),
    UNREACHABLE(3, "no Errata answers"),
    INCOMPLETE(4, "replay: some records were skipped or rejected"),
    PORT_IN_USE(10, "up: a port is in use"),
    DATA_IN_USE(11, "up: another Errata works in the data directory"),
    DATA_BROKEN(12, "up: the data directory cannot be used"),
    DISK_FULL(13, "up: the disk is full"),
    OTHER(19, "anything else that went wrong");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** For the documentation. */
    public String meaning() {
        return meaning;
    }

    static ExitCode of(StartFailure failure) {
        return switch (failure) {
            case PORT_IN_USE -> PORT_IN_USE;
            case DATA_IN_USE -> DATA_IN_USE;
            case DATA_BROKEN -> DATA_BROKEN;
            case DISK_FULL -> DISK_FULL;
            case OTHER -> OTHER;
        };
    }
}
