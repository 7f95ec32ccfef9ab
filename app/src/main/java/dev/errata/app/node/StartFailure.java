package dev.errata.app.node;

/** Why Errata cannot start; each has its exit code. */
public enum StartFailure {
    /** Another process listens where Errata should. */
    PORT_IN_USE,
    /** Another Errata works in the data directory. */
    DATA_IN_USE,
    /** The data directory cannot be written, or what is in it cannot be read. */
    DATA_BROKEN,
    /** There is too little room on the disk of the data directory. */
    DISK_FULL,
    /** The Kafka cluster does not answer, or lets nobody in. */
    KAFKA_UNREACHABLE,
    /** The same of the Postgres. */
    POSTGRES_UNREACHABLE,
    /** Topics are missing, or not such that Errata could work on them. */
    TOPICS_UNFIT,
    /** The database lacks migrations. */
    SCHEMA_MISSING,
    /** Anything else. */
    OTHER
}
