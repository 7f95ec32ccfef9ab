package dev.errata.store.retention;

/**
 * How many whole days rows are kept, counted back from today; each at least 1.
 *
 * @param events single events; likewise the steps of calls and tasks, and how well events are known
 * @param rates rates and totals of 10 s; they are kept at least as long as the events that they count
 * @param minutes those by the minute; at least as long as those of 10 s
 * @param hours those by the hour; at least as long as those by the minute
 * @param deadLetters records that could not be stored
 * @param incidents resolved incidents, with all that was told of them
 */
public record RetentionDays(int events, int rates, int minutes, int hours, int deadLetters, int incidents) {

    public RetentionDays {
        var least =
                Math.min(Math.min(Math.min(events, rates), Math.min(minutes, hours)), Math.min(deadLetters, incidents));
        if (least < 1) {
            throw new IllegalArgumentException("nothing can be kept for " + least + " days");
        }
    }
}
