package dev.errata.streams;

import dev.errata.core.EventJudge;
import dev.errata.streams.Partial.Count;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * What the events of one thread are counted under, each numbered from 0: so a key is held once, and not once for each
 * partition that it comes by, and combiners count in arrays. None of it ever goes; see {@link PlaceBook}. One thread.
 */
final class Places {
    /** More would be much to hold, and to send at once; a place takes some 400 bytes, so this is 40,000 of them. */
    private static final long MOST_BYTES = 16L << 20;

    private static final int PLACE_BYTES = 160;

    private final KeyTable numbers = new KeyTable();
    private final List<Place> all = new ArrayList<>();
    private long bytes;

    /** As in {@link Count}. */
    record Place(String project, Instant window, long judged, Bytes key, String version) {
        private static Place of(EventJudge judge, long judged) {
            var rateKey = judge.rateKey();
            var key = Bytes.wrap(rateKey.toBytes());
            return new Place(rateKey.project(), judge.window(), judged, key, judge.appVersion());
        }

        Count count(long events, long withoutRequestId) {
            return new Count(window, judged, key, events, version, withoutRequestId);
        }
    }

    /** The number of where the event that was judged last belongs. */
    int of(EventJudge judge, long judged) {
        var number = numbers.find(judge.key(), judged);
        return number < 0 ? add(judge, judged) : number;
    }

    private int add(EventJudge judge, long judged) {
        var place = Place.of(judge, judged);
        all.add(place);
        bytes += PLACE_BYTES + judge.key().size() + place.key.get().length;
        return numbers.add(judge.key(), judged);
    }

    Place get(int number) {
        return all.get(number);
    }

    int size() {
        return all.size();
    }

    boolean isFull() {
        return bytes > MOST_BYTES;
    }
}
