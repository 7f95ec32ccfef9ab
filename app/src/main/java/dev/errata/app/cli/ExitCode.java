package dev.errata.app.cli;

import dev.errata.app.node.StartFailure;

/** What a command's end means to the script that called it. */
public enum ExitCode {
    FINE(0, "found, or done"),
    NOT_FOUND(1, "nothing found"),
    USAGE(2, "wrong usage, or a setting that cannot be used"),
    UNREACHABLE(3, "no Errata, Kafka or Postgres answers"),
    INCOMPLETE(4, "replay, backtest: some records were skipped or rejected"),
    DIFFERENT(5, "topics, reconcile, doctor: something is not, or was not, as it should be"),
    PORT_IN_USE(10, "start: a port is in use"),
    DATA_IN_USE(11, "start: another Errata works in the data directory"),
    DATA_BROKEN(12, "start: the data directory cannot be used"),
    DISK_FULL(13, "start: the disk is full"),
    KAFKA_UNREACHABLE(14, "start: Kafka does not answer, or lets nobody in"),
    POSTGRES_UNREACHABLE(15, "start: Postgres does not answer, or lets nobody in"),
    TOPICS_UNFIT(16, "start: topics are missing or unfit; errata topics tells"),
    SCHEMA_MISSING(17, "start: the database lacks migrations; errata migrate applies them"),
    JDK_MISSING(18, "start: there is no JDK 25 here, or no Maven to build with"),
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
            case KAFKA_UNREACHABLE -> KAFKA_UNREACHABLE;
            case POSTGRES_UNREACHABLE -> POSTGRES_UNREACHABLE;
            case TOPICS_UNFIT -> TOPICS_UNFIT;
            case SCHEMA_MISSING -> SCHEMA_MISSING;
            case OTHER -> OTHER;
        };
    }
}
