package dev.errata.store.sink;

import java.time.Instant;

/**
 * Whether one sender's records are refused in such numbers that a row for each would be of no use. It decides in which
 * form the refused ones are kept and nothing else: good records pass whatever its state, so nobody has to try out, half
 * open, whether they may again. Pure: the same records in the same order always lead to the same state.
 */
sealed interface Breaker {
    /** Of a sender that has given no cause for one. */
    Breaker AT_REST = new Closed(0, 0, 0, Instant.MIN);

    /** After a record that was refused. */
    Breaker refused(BreakerRules rules, Instant appended);

    /** After a record that was good. */
    Breaker kept(BreakerRules rules);

    /** After the log has come this far without a refused one. */
    Breaker at(BreakerRules rules, Instant reached);

    /** Each refused record has a row of its own. */
    record Closed(int consecutive, int seen, int bad, Instant lastBad) implements Breaker {
        @Override
        public Breaker refused(BreakerRules rules, Instant appended) {
            return consecutive + 1 >= rules.maxConsecutive()
                    ? new Open(0, appended)
                    : new Closed(consecutive + 1, seen + 1, bad + 1, appended).windowed(rules);
        }

        @Override
        public Breaker kept(BreakerRules rules) {
            return new Closed(0, seen + 1, bad, lastBad).windowed(rules);
        }

        @Override
        public Breaker at(BreakerRules rules, Instant reached) {
            return lastBad.isBefore(reached.minus(rules.quiet())) ? AT_REST : this;
        }

        /** Judges the window at its end, and begins the next. */
        private Breaker windowed(BreakerRules rules) {
            if (seen < rules.window()) {
                return this;
            }
            if (bad > rules.maxRatio() * rules.window()) {
                return new Open(0, lastBad);
            }
            return bad == 0 ? AT_REST : new Closed(consecutive, 0, 0, lastBad);
        }
    }

    /** The refused records share a row. */
    record Open(int good, Instant lastBad) implements Breaker {
        @Override
        public Breaker refused(BreakerRules rules, Instant appended) {
            return new Open(0, appended);
        }

        @Override
        public Breaker kept(BreakerRules rules) {
            return good + 1 >= rules.goodToClose() ? AT_REST : new Open(good + 1, lastBad);
        }

        @Override
        public Breaker at(BreakerRules rules, Instant reached) {
            return lastBad.isBefore(reached.minus(rules.quiet())) ? AT_REST : this;
        }
    }
}
