package dev.errata.app.exactness;

import java.util.ArrayList;
import java.util.List;

/** What went otherwise than promised while the load ran; the first few in words, all in number. Safe from any thread. */
final class Surprises {
    private static final int SHOWN = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    synchronized void add(String what) {
        count++;
        if (first.size() < SHOWN) {
            first.add(what);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
