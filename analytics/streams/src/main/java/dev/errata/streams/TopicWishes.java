package dev.errata.streams;

import java.time.Duration;

/**
 * How topics that are made now should be.
 *
 * @param partitions of the raw topics and of the rates; fixed for the life of the topics
 * @param replication how many brokers have each partition
 * @param retention of the raw topics and of the rates
 */
public record TopicWishes(int partitions, short replication, Duration retention) {
    /** A week: longer than any outage of the database should last. */
    public static final Duration RETENTION = Duration.ofDays(7);

    /** Of one who only uses what is there. */
    static final TopicWishes LEAST = new TopicWishes(1, (short) 1, RETENTION);

    private static final int DURABLE = 3;

    /** With three replicas an acknowledged record is on two; with fewer nothing could be written while one is away. */
    String minInSyncReplicas() {
        return replication >= DURABLE ? "2" : "1";
    }
}
