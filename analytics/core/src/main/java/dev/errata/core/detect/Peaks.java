package dev.errata.core.detect;

/**
 * Keeps the false-alarm budget where the model is wrong: peaks over threshold. In every quiet block the highest margin
 * over the nominal threshold is noted when it comes within three decades. Their rate and their mean excess give an
 * exponential tail, and that the level that is passed as often as the budget allows.
 *
 * @param count of peaks, faded by age
 * @param excess of all of them over three decades below the threshold, faded alike
 * @param days in which they were counted
 * @param highest margin of the unfinished block
 */
record Peaks(double count, double excess, double days, double highest) {
    /** How far below the threshold peaks are noted, in decades. */
    static final double DECADES = 3;

    static final Peaks NONE = new Peaks(0, 0, 0, -DECADES);

    private static final double HALF_LIFE_DAYS = 7;
    private static final double DAYS_A_BLOCK = 600.0 / 86_400;

    /** A peak beyond counts as so high: it may have been an incident that nobody noticed. */
    private static final double HIGHEST = 2;

    /** With a true model a decade lies 1 / ln 10 above; so many peaks of evidence weigh as much. */
    private static final double USUAL_PEAKS = 6;

    private static final double USUAL_EXCESS = 1 / Math.log(10);
    private static final double USUAL_DAYS = 0.3;
    private static final double MOST_DECADES = 6;

    Peaks note(double margin) {
        return margin > highest ? new Peaks(count, excess, days, margin) : this;
    }

    /** Ten quiet minutes have passed. */
    Peaks closeBlock() {
        var kept = Math.pow(0.5, DAYS_A_BLOCK / HALF_LIFE_DAYS);
        var peak = highest > -DECADES;
        return new Peaks(
                kept * count + (peak ? 1 : 0),
                kept * excess + (peak ? Math.min(highest, HIGHEST) + DECADES : 0),
                kept * days + DAYS_A_BLOCK,
                -DECADES);
    }

    /** Ten minutes have passed that tell nothing of normal times. */
    Peaks dropBlock() {
        return new Peaks(count, excess, days, -DECADES);
    }

    /** How much higher than nominal the threshold has to be, in decades. */
    double offset(double falseAlarmsPerDay) {
        var usualPerDay = falseAlarmsPerDay * Math.pow(10, DECADES);
        var perDay = (usualPerDay * USUAL_DAYS + count) / (USUAL_DAYS + days);
        var scale = (USUAL_EXCESS * USUAL_PEAKS + excess) / (USUAL_PEAKS + count);
        return Math.clamp(scale * Math.log(perDay / falseAlarmsPerDay) - DECADES, 0, MOST_DECADES);
    }

    void write(StateOutput out) {
        out.real(count);
        out.real(excess);
        out.real(days);
        out.real(highest);
    }

    static Peaks read(StateInput in) {
        return new Peaks(in.real(), in.real(), in.real(), in.real());
    }
}
