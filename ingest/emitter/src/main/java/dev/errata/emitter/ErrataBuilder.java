package dev.errata.emitter;

import dev.errata.contract.Caller;
import dev.errata.contract.redact.Redactor;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Transport;
import dev.errata.emitter.internal.spool.Spool;
import dev.errata.emitter.internal.transport.HttpTransport;
import dev.errata.emitter.internal.transport.KafkaTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Says who calls, and where Errata is. Not safe from several threads. */
public final class ErrataBuilder {
    private static final long MEMORY = 16L * 1024 * 1024;
    private static final long MIN_MEMORY = 1024 * 1024;
    private static final long MIN_SPOOL = 1024 * 1024;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private @Nullable String project;
    private @Nullable String app;
    private @Nullable String appVersion;
    private @Nullable String env;
    private @Nullable String region;
    private @Nullable Supplier<Transport> transport;
    private String topicPrefix = Kind.TOPIC_PREFIX;
    private @Nullable Path spool;
    private long spoolBytes;
    private boolean durable;
    private long memory = MEMORY;
    private Redactor redactor = Redactor.STANDARD;
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SecureRandom();
    private Consumer<String> onTrouble = LoggerFactory.getLogger(Errata.class)::warn;

    ErrataBuilder() {}

    /** The application, service or job. */
    public ErrataBuilder app(String name) {
        app = name;
        return this;
    }

    /** Its release. */
    public ErrataBuilder appVersion(String version) {
        appVersion = version;
        return this;
    }

    /** Its environment, such as {@code prod}. */
    public ErrataBuilder env(String name) {
        env = name;
        return this;
    }

    /** Where it runs. */
    public ErrataBuilder region(String name) {
        region = name;
        return this;
    }

    /** The tenant; only for {@link #toKafka}, since a gateway knows it by the token. */
    public ErrataBuilder project(String name) {
        project = name;
        return this;
    }

    /** As {@link #toGateway(URI, Supplier)}, with a token that stays; empty where the gateway is open. */
    public ErrataBuilder toGateway(URI gateway, String token) {
        return toGateway(gateway, () -> token);
    }

    /**
     * Sends to a gateway.
     *
     * @param gateway {@code https://host[:port][/path]}; {@code http} only on loopback or without a token
     * @param token asked before each request, on the emitter's thread, so that it can be renewed
     * @throws IllegalArgumentException where the address is neither http nor https
     */
    public ErrataBuilder toGateway(URI gateway, Supplier<String> token) {
        var scheme = String.valueOf(gateway.getScheme());
        if (gateway.getHost() == null || !Set.of("http", "https").contains(scheme)) {
            throw new IllegalArgumentException("the gateway must be an http or https address, not " + gateway);
        }
        var secret = scheme.equals("https") || LOOPBACK.contains(gateway.getHost());
        transport = () -> new HttpTransport(gateway, secret ? token : () -> refuseInClear(token.get()));
        return this;
    }

    private static String refuseInClear(String token) {
        if (!token.isEmpty()) {
            throw new IllegalStateException("a token is sent over https or on loopback only");
        }
        return token;
    }

    /** As {@link #toKafka(Map)}, of a cluster that asks for no credentials. */
    public ErrataBuilder toKafka(String bootstrapServers) {
        return toKafka(Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * Sends to Kafka itself; the application then needs {@code kafka-clients}.
     *
     * @param producerSettings {@code bootstrap.servers} and whatever the cluster's security asks for. Those that keep the
     *     emitter's promises (acks, idempotence, time limits) are its own
     */
    public ErrataBuilder toKafka(Map<String, Object> producerSettings) {
        var settings = Map.copyOf(producerSettings);
        transport = () -> new KafkaTransport(settings, topicPrefix);
        return this;
    }

    /** What the names of the topics begin with, {@code errata} if nothing else is said. */
    public ErrataBuilder topicPrefix(String prefix) {
        topicPrefix = prefix;
        return this;
    }

    /**
     * Keeps on disk what is not acknowledged within a second, so that it outlives an outage and the process. Without it
     * records wait in memory. Several processes may share a directory.
     *
     * @param directory made if it is missing; the owner's alone
     * @param maxBytes of each process, at least 1 MiB
     */
    public ErrataBuilder spool(Path directory, long maxBytes) {
        spoolBytes = atLeast(MIN_SPOOL, maxBytes, "spool");
        spool = directory;
        return this;
    }

    /**
     * Puts every record on disk before it is sent: an event survives a kill of the process once {@link Errata#flush} has
     * confirmed it, and in any case some 50 ms after it was emitted. Costs an fsync for each batch, off the application's
     * threads.
     */
    public ErrataBuilder durable() {
        durable = true;
        return this;
    }

    /** How many bytes of memory records may take up; 16 MiB if nothing else is said, at least 1 MiB. */
    public ErrataBuilder memory(long maxBytes) {
        memory = atLeast(MIN_MEMORY, maxBytes, "memory");
        return this;
    }

    /** Which secrets are masked; the standard ones if nothing else is said. */
    public ErrataBuilder redactor(Redactor newRedactor) {
        redactor = newRedactor;
        return this;
    }

    /** Who is told, at most once a minute, that records are lost or cannot be sent; SLF4J if nothing else is said. */
    public ErrataBuilder onTrouble(Consumer<String> listener) {
        onTrouble = listener;
        return this;
    }

    /** What tells the time; the system's clock if nothing else is said. */
    public ErrataBuilder clock(InstantSource newClock) {
        clock = newClock;
        return this;
    }

    ErrataBuilder random(RandomGenerator newRandom) {
        random = newRandom;
        return this;
    }

    ErrataBuilder transport(Transport newTransport) {
        transport = () -> newTransport;
        return this;
    }

    /**
     * Opens the spool and starts the emitter's thread. Connects to nothing yet.
     *
     * @throws IllegalStateException where it is not said where Errata is, or {@link #durable} has no spool
     * @throws UncheckedIOException where the spool's directory cannot be used
     */
    public Errata build() {
        if (transport == null) {
            throw new IllegalStateException("say toGateway or toKafka");
        }
        if (durable && spool == null) {
            throw new IllegalStateException("durable needs a spool");
        }
        var caller = new Caller(project, app, appVersion, env, region);
        var ledger = new Ledger();
        var preparer = new Preparer(redactor);
        var totals = new Totals(caller, preparer, ledger, clock, random);
        var bytes = new Memory(memory);
        var intake = new Intake(bytes, ledger, totals, new DoorWriter(redactor));
        var store = new Store(openSpool(), durable, ledger);
        var report = new TroubleReport(() -> Errata.stats(ledger, store), onTrouble);
        var pump = new Pump(
                new Pump.Parts(intake, preparer, totals, ledger, bytes, transport.get(), store, report, random, clock));
        var worker = new Worker(pump, intake, report);
        worker.start();
        return new Errata(caller, intake, totals, ledger, store, worker, new Errata.Births(clock, random));
    }

    private @Nullable Spool openSpool() {
        try {
            return spool == null ? null : Spool.open(spool, spoolBytes, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("the spool " + spool + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static long atLeast(long min, long value, String what) {
        if (value < min) {
            throw new IllegalArgumentException(what + " must be at least " + min + " bytes, not " + value);
        }
        return value;
    }
}
