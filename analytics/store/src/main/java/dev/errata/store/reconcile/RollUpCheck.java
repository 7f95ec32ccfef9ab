package dev.errata.store.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Sums against what they add up. Both sides are changed together, so that any whole hour can be compared at any time, as long
 * as its windows of 10 s are kept.
 */
final class RollUpCheck {
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<RollUp> rollUps;

    /** Of these, in this order. */
    RollUpCheck(List<RollUp> rollUps) {
        this.rollUps = rollUps;
    }

    /** What differs in the hour that begins in the span. */
    Found compare(Connection connection, Span span) throws SQLException {
        var found = Found.NOTHING;
        var hour = hour(span);
        if (hour.isPresent()) {
            for (var rollUp : rollUps) {
                found = found.plus(compare(connection, rollUp, hour.get()));
            }
        }
        return found;
    }

    /** Puts right what differs, whatever it was that {@link #compare} found. */
    void repair(Connection connection, Span span) throws SQLException {
        var hour = hour(span);
        if (hour.isPresent()) {
            for (var rollUp : rollUps) {
                try (var statement = connection.prepareStatement(rollUp.repairing())) {
                    statement.setObject(1, hour.get().atOffset(ZoneOffset.UTC));
                    statement.executeUpdate();
                }
            }
        }
    }

    private static Found compare(Connection connection, RollUp rollUp, Instant hour) throws SQLException {
        try (var query = connection.prepareStatement(rollUp.comparing())) {
            query.setObject(1, hour.atOffset(ZoneOffset.UTC));
            try (var rows = query.executeQuery()) {
                return Found.read(rows, rollUp.count());
            }
        }
    }

    /** The span is no longer than that. */
    private static Optional<Instant> hour(Span span) {
        return Optional.of(ceiling(span.from())).filter(span.to()::isAfter);
    }

    private static Instant ceiling(Instant time) {
        var into = Math.floorMod(time.getEpochSecond(), HOUR.toSeconds());
        return into == 0 ? time : time.plusSeconds(HOUR.toSeconds() - into);
    }
}
