package dev.errata.app.exactness;

import dev.errata.app.exactness.Tables.Rate;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.reconcile.SinkOffsets;
import dev.errata.store.sink.RawRecords;
import dev.errata.store.sink.RawTopic;
import dev.errata.store.sink.SinkConsumers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts everything once more, from Postgres and from the raw topics, when nothing is under way any more, and holds the
 * one against the other and both against what the senders were told.
 */
final class Checker {
    private final Rig rig;
    private final Load load;
    private final Map<String, Map<TopicPartition, Long>> ends;
    private final TimeRules rules = new TimeRules(Rig.GRACE, 30);
    private final List<Finding> findings = new ArrayList<>();

    /** @param ends where each sink must stand at least */
    Checker(Rig rig, Load load, Map<String, Map<TopicPartition, Long>> ends) {
        this.rig = rig;
        this.load = load;
        this.ends = ends;
    }

    /** All invariants, in their order. */
    List<Finding> check() throws SQLException {
        var stored = new StoredEvents(load.script(), load.ledger());
        var events = new EventScan(rules);
        var traffic = new TrafficScan(rules);
        scan(Topics.EVENTS, events::take);
        scan(Topics.TRAFFIC, traffic::take);
        try (var connection = rig.database().connect()) {
            stored.read(connection);
            var deadLetters = Tables.deadLetters(connection);
            noLoss(stored.numbers(), deadLetters);
            findings.addAll(stored.findings());
            var rates = Tables.rates(connection);
            exactRates(stored.counts(), rates);
            exactTotals(traffic, Tables.totals(connection));
            balance(events, stored, rates, deadLetters, connection);
            offsets(connection);
        }
        return findings;
    }

    /** I1: every acknowledged event is stored, or a dead letter where it must be. */
    private void noLoss(BitSet stored, BitSet deadLetters) {
        var finding = finding("I1 no acknowledged event is lost");
        for (int number = 0; number < load.ledger().capacity(); number++) {
            if (load.ledger().of(number) == Ledger.Outcome.ACKED) {
                var isUnkept = load.script().kind(number).isUnkept();
                var n = number;
                finding.check((isUnkept ? deadLetters : stored).get(number), () -> n + " is lost");
            }
        }
    }

    /** I5, errors: the rates are the stored events, of every series in every window. */
    private void exactRates(Map<Cell, Long> stored, Map<Cell, Rate> rates) {
        var finding = finding("I5 stored rates are the stored events, by window and key");
        for (var cell : union(stored.keySet(), rates.keySet())) {
            var rate = rates.getOrDefault(cell, new Rate(0, 0));
            var ought = stored.getOrDefault(cell, 0L);
            finding.check(rate.stream() + rate.sink() == ought, () -> cell + ": " + rate + " for " + ought + " events");
        }
    }

    /** I5, totals: of every window and source the last record, once. */
    private void exactTotals(TrafficScan traffic, Map<Cell, Rate> totals) {
        var finding = finding("I5 stored totals are the last of each source's records");
        var requests = traffic.requests();
        for (var cell : union(requests.keySet(), totals.keySet())) {
            var is = totals.getOrDefault(cell, new Rate(0, 0)).stream();
            var ought = requests.getOrDefault(cell, 0L);
            finding.check(is == ought, () -> cell + ": " + is + ", not " + ought);
        }
        var lost = finding("I1 no acknowledged record of totals is lost");
        load.acknowledgedTotals()
                .forEach(sent -> lost.check(traffic.appended().contains(sent), () -> sent + " is lost"));
    }

    /** I6, by the topics' records against rows: what each stage took in is what it gave out. */
    private void balance(
            EventScan events, StoredEvents stored, Map<Cell, Rate> rates, BitSet deadLetters, Connection connection)
            throws SQLException {
        var topology = finding("I6 the topology counted each countable record once");
        for (var cell : union(events.counted().keySet(), rates.keySet())) {
            var is = rates.getOrDefault(cell, new Rate(0, 0)).stream();
            var ought = events.counted().getOrDefault(cell, 0L);
            topology.check(is == ought, () -> cell + ": the topology says " + is + " of " + ought + " records");
        }
        var sink = finding("I6 records read = rows + already there + dead letters");
        sink.equal("rows", stored.rows(), events.kept().cardinality());
        sink.equal(
                "dead letters",
                Tables.number(
                        connection,
                        "SELECT coalesce(sum(records), 0) FROM dead_letter WHERE topic = '" + Topics.EVENTS + "'"),
                events.refusals());
        sink.equal(
                "corrections",
                Tables.number(connection, "SELECT coalesce(sum(sink_count), 0)::bigint FROM rate_10s"),
                stored.rows() - events.countedRecords());
        sink.check(stored.numbers().equals(events.kept()), () -> "other events are stored than the topic has");
        sink.check(deadLetters.equals(events.refused()), () -> "other events are dead letters than were refused");
    }

    /** I7: the offsets stand at the ends, and none has ever gone back. */
    private void offsets(Connection connection) throws SQLException {
        var finding = finding("I7 offsets stand at the ends and never went back");
        finding.equal("steps back", Tables.number(connection, "SELECT count(*) FROM " + OffsetAudit.TABLE), 0);
        var offsets = new SinkOffsets(Work.source(rig.database()));
        ends.forEach((sink, partitions) -> partitions.forEach((partition, end) -> {
            var is = offset(offsets, sink, partition);
            finding.check(is >= end, () -> sink + " is at " + is + " of " + end + " in " + partition);
        }));
    }

    private static long offset(SinkOffsets offsets, String sink, TopicPartition partition) {
        try {
            return offsets.of(sink).getOrDefault(partition, -1L);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Finding finding(String invariant) {
        var finding = new Finding(invariant);
        findings.add(finding);
        return finding;
    }

    private void scan(String topic, Consumer<Verdict.Raw> each) {
        try (var consumer = SinkConsumers.reader(rig.kafka())) {
            for (var info : consumer.partitionsFor(topic)) {
                new RawTopic(consumer)
                        .read(new TopicPartition(topic, info.partition()), 0, Long.MAX_VALUE - 1, _ -> {}, record -> {
                            if (!RawRecords.isTick(record)) {
                                each.accept(RawRecords.raw(record, RawTopics.SHARED));
                            }
                        });
            }
        }
    }

    private static Set<Cell> union(Set<Cell> one, Set<Cell> other) {
        var union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }
}
