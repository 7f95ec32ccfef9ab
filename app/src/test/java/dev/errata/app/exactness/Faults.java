package dev.errata.app.exactness;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets faults strike in an order that follows from the seed, each as often as the others, and after each waits until the
 * installation is well again and works. Runs until it is interrupted; whatever it has broken is put right then.
 */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final List<Fault> kinds;
    private final Rig rig;
    private final Work work;
    private final Random random;
    private final List<Fault> bag = new ArrayList<>();
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private Duration longest = Duration.ZERO;

    Faults(List<Fault> kinds, Rig rig, Work work, long seed) {
        this.kinds = kinds;
        this.rig = rig;
        this.work = work;
        this.random = new Random(seed);
    }

    /** Strikes as long as there is so much time left that the installation can recover, with pauses in between. */
    void run(Instant until, Duration pause) throws Exception {
        while (Instant.now().plus(pause).isBefore(until)) {
            Thread.sleep(pause.toMillis() / 2 + random.nextLong(pause.toMillis()));
            strike();
        }
    }

    /** One more. */
    void strike() throws Exception {
        var fault = next();
        var start = Instant.now();
        fault.strike(rig, random);
        work.awaitProgress();
        var took = Duration.between(start, Instant.now());
        longest = took.compareTo(longest) > 0 ? took : longest;
        struck.merge(fault, 1, Integer::sum);
        LOG.info("{} {}, well again after {} ms", start.truncatedTo(ChronoUnit.SECONDS), fault, took.toMillis());
    }

    @Override
    public String toString() {
        return "%d faults %s, longest until well again %d s"
                .formatted(struck.values().stream().mapToInt(Integer::intValue).sum(), struck, longest.toSeconds());
    }

    private Fault next() {
        if (bag.isEmpty()) {
            bag.addAll(kinds);
            Collections.shuffle(bag, random);
        }
        return bag.removeLast();
    }
}
