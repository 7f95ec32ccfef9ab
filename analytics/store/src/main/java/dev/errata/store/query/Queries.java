package dev.errata.store.query;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** All the questions. Safe from any thread. */
public record Queries(
        FindEvents findEvents,
        ListEvents listEvents,
        LatestEvents latestEvents,
        FindAlike findAlike,
        FindByFingerprint findByFingerprint,
        ErrorGroups errorGroups,
        EventHorizon eventHorizon,
        FindOutcomes findOutcomes,
        FindDeadLetters findDeadLetters,
        FindDeadLetter findDeadLetter,
        ListDeadLetters listDeadLetters,
        StoredEvents storedEvents,
        RateSeries rateSeries,
        ListTotals listTotals,
        CallSeries callSeries,
        RetryChains retryChains,
        TaskCohorts taskCohorts,
        CoverageByApp coverageByApp,
        NearestModels nearestModels,
        IncidentsDuring incidentsDuring,
        CallsDuringIncident callsDuringIncident,
        FindIncident findIncident,
        FindEvidence findEvidence) {

    /** Asked of this database; connections are taken only while a question is answered. */
    public static Queries of(DataSource database) {
        var jdbi = Jdbi.create(database).installPlugin(new PostgresPlugin());
        var rates = new RateSeries(jdbi);
        var calls = new CallSeries(jdbi, rates);
        return new Queries(
                new FindEvents(jdbi),
                new ListEvents(jdbi),
                new LatestEvents(jdbi),
                new FindAlike(jdbi),
                new FindByFingerprint(jdbi),
                new ErrorGroups(jdbi),
                new EventHorizon(jdbi),
                new FindOutcomes(jdbi),
                new FindDeadLetters(jdbi),
                new FindDeadLetter(jdbi),
                new ListDeadLetters(jdbi),
                new StoredEvents(jdbi),
                rates,
                new ListTotals(jdbi),
                calls,
                new RetryChains(jdbi),
                new TaskCohorts(jdbi),
                new CoverageByApp(jdbi),
                new NearestModels(jdbi),
                new IncidentsDuring(jdbi),
                new CallsDuringIncident(calls),
                new FindIncident(jdbi),
                new FindEvidence(jdbi));
    }
}
