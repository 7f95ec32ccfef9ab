package dev.errata.streams;

/** Takes partials on to the cube: those of one input in the order in which they are given. */
@FunctionalInterface
interface PartialOutput {
    /** Ticks belong to no project; they go everywhere. */
    String NO_PROJECT = "";

    /** Sends to the task of the project. */
    void send(String project, Partial partial);
}
