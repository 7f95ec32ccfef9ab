package dev.errata.streams;

/**
 * The places of one thread. Windows pass and series fall silent, so it begins anew from time to time; who still counts
 * under the old ones may go on until that has been sent. One thread.
 */
final class PlaceBook {
    /** So few may stay, whatever they are. */
    private static final int FEW = 1_000;

    private Places places = new Places();

    /** Where counting begins now. */
    Places places() {
        if (places.isFull()) {
            places = new Places();
        }
        return places;
    }

    /** So many of the places had events since the last time. To make one costs half an event: most are to come again. */
    void sent(int used) {
        if (places.size() > FEW && 2 * used < places.size()) {
            places = new Places();
        }
    }
}
