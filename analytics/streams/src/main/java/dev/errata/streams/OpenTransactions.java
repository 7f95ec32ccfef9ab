package dev.errata.streams;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that a killed process left open. Nobody who reads committed records gets past one until it times out,
 * which takes a minute; and since the topology keeps nothing on disk, a restart takes another transactional id and does
 * not fence its past by itself.
 */
public final class OpenTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);

    private OpenTransactions() {}

    /** Aborts those of the topology. Only for a process that knows to be the only one that runs it. */
    public static void abort(Admin admin) {
        var open = AdminAnswers.of(admin.listTransactions().all()).stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(StreamNames.APPLICATION + "-"))
                .toList();
        if (!open.isEmpty()) {
            LOG.info("aborting {} transactions that an earlier process left open", open.size());
            AdminAnswers.of(admin.fenceProducers(open).all());
        }
    }
}
