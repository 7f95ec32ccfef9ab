package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two and three processes count and store together while one after another is killed, added and stopped. Each window's
 * rate is the number of its events all the same. Prints what that costs and how long a takeover takes.
 */
@Tag("faults")
class ScaleOutIT {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleOutIT.class);
    private static final int PARTITIONS = 6;
    private static final int EVENTS_PER_SECOND = 300;
    private static final int STEADY = 3_000;
    private static final long SEED = 20261125;

    @TempDir
    private Path directory;

    private final List<RoleProcess> processes = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before anything else
    private Site site;

    @Test
    void analytics_killedAddedAndStoppedUnderLoad_countExactly() throws Exception {
        LOG.info("seed {}", SEED);
        var ledger = new Ledger(SEED);
        try (var servers = new Site(directory, PARTITIONS);
                var admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
                var connection = servers.connect()) {
            site = servers;
            var takeover = new Takeover(admin, connection);
            var gateway = start("gateway", "--port", "0").awaitReady();
            var a = analytics("a");
            var b = analytics("b");
            try (var load = new SteadyLoad(gateway.address(), ledger, EVENTS_PER_SECOND)) {
                awaitShared(a, b);
                cost(load, a, b);

                b.kill();
                report("killed one of two, and it stays away", takeover.measure());

                var c = analytics("c");
                var d = analytics("d");
                awaitShared(a, c, d);
                report("added two", takeover.measure());
                cost(load, a, c, d);

                a.kill();
                c.kill();
                report("killed two of three at once", takeover.measure());

                var again = analytics("a");
                awaitShared(again, d);
                assertThat(d.stop()).isEqualTo(143);
                report("stopped one in order", takeover.measure());
            }
            Audit.requireExact(servers.bootstrapServers(), connection, ledger);
            LOG.info("exact: {} distinct events", ledger.acknowledged().size());
        } finally {
            processes.forEach(RoleProcess::close);
        }
    }

    private RoleProcess analytics(String instance) throws IOException {
        return start("analytics", "--instance", instance, "--data", directory.toString())
                .awaitReady();
    }

    private RoleProcess start(String role, String... flags) throws IOException {
        var process = RoleProcess.start(site, directory.resolve(role + processes.size() + ".log"), role, flags);
        processes.add(process);
        return process;
    }

    /** Each counts in some tasks, and each task's state is kept by another process, too. */
    private static void awaitShared(RoleProcess... processes) {
        await().atMost(Audit.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    for (var process : processes) {
                        if (process.metric("errata_topology_tasks{kind=\"active\"}") == 0
                                || process.metric("errata_topology_tasks{kind=\"standby\"}") == 0) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static void cost(SteadyLoad load, RoleProcess... processes) {
        var cpu = cpu(processes);
        var sent = load.sent();
        await().atMost(Audit.PATIENCE).until(() -> load.sent() >= sent + STEADY);
        var seconds = cpu(processes).minus(cpu).toMillis() / 1_000.0;
        var events = load.sent() - sent;
        LOG.info(
                "{} processes, {} events: {} CPU seconds per million events",
                processes.length,
                events,
                String.format(Locale.ROOT, "%.0f", seconds * 1_000_000 / events));
    }

    private static Duration cpu(RoleProcess... processes) {
        var sum = Duration.ZERO;
        for (var process : processes) {
            sum = sum.plus(process.cpu());
        }
        return sum;
    }

    private static void report(String what, Duration recovered) {
        LOG.info("{}: counted and stored again after {} s", what, recovered.toMillis() / 1_000.0);
    }
}
