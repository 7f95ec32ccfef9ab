package dev.errata.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that a killed process left open. Nobody who reads committed records gets past one until it times out, which
 * takes up to twenty seconds; and since the topology keeps nothing on disk, a restart takes another transactional id and
 * does not fence its past by itself.
 *
 * <p>A process that runs the topology looks every two seconds for those of processes that the group has given up, and
 * aborts them. Whoever is only slow loses nothing but work: its partitions are others' by then. Owns one thread.
 */
public final class OpenTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);
    private static final Duration RHYTHM = Duration.ofSeconds(2);
    private static final String PREFIX = StreamNames.APPLICATION + "-";

    private final Admin admin;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("errata-transactions").daemon().factory());

    private OpenTransactions(Admin admin) {
        this.admin = admin;
    }

    /** Looks from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the clock is shut down and never throws
    public static OpenTransactions watch(Map<String, Object> kafka) {
        var watch = new OpenTransactions(Admin.create(kafka));
        watch.clock.scheduleWithFixedDelay(
                watch::abortThoseOfTheDead, RHYTHM.toMillis(), RHYTHM.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Aborts all of the topology's. Only for a process that knows to be the only one that runs it. */
    public static void abort(Admin admin) {
        abort(admin, open(admin));
    }

    /**
     * The process of a transactional id, as the client ids of its group members begin: the id is
     * {@code <application>-<process>-<thread>}, theirs are {@code <application>-<process>-StreamThread-…}.
     */
    static String process(String transactionalId) {
        return transactionalId.substring(0, transactionalId.lastIndexOf('-') + 1);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        admin.close(RHYTHM);
    }

    /** Asked in this order: who has opened one since is a member by then. */
    private void abortThoseOfTheDead() {
        try {
            var open = open(admin);
            var members = members();
            abort(
                    admin,
                    open.stream()
                            .filter(id -> members.stream().noneMatch(member -> member.startsWith(process(id))))
                            .toList());
        } catch (ApiException | IllegalStateException e) {
            LOG.debug("open transactions were not looked for: {}", e.getMessage());
        }
    }

    private static List<String> open(Admin admin) {
        return AdminAnswers.of(admin.listTransactions().all()).stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(PREFIX))
                .toList();
    }

    private List<String> members() {
        var group = AdminAnswers.of(
                admin.describeConsumerGroups(List.of(StreamNames.APPLICATION)).all());
        return group.values().stream()
                .flatMap(description -> description.members().stream())
                .map(MemberDescription::clientId)
                .toList();
    }

    private static void abort(Admin admin, List<String> open) {
        if (!open.isEmpty()) {
            LOG.info("aborting {} transactions that a process left open", open.size());
            AdminAnswers.of(admin.fenceProducers(open).all());
        }
    }
}
