package dev.errata.bench.detection;

/**
 * Which labelled stream to make.
 *
 * @param seed of all random numbers
 * @param days that it lasts
 * @param binSeconds divides a day
 * @param incidents to plan
 * @param quietHours before the first of them
 */
record Stream(int seed, int days, int binSeconds, int incidents, int quietHours) {
    static final int DAY = 86_400;

    int end() {
        return days * DAY;
    }

    int quiet() {
        return quietHours * 3600;
    }
}
