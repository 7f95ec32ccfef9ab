package dev.errata.http.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All tokens in memory, read anew every {@link #REFRESH}. So a request never waits for the database, a flood of bad
 * tokens costs no query, and a revocation works within a few seconds. While the store is away, known tokens stay good
 * for {@link #PATIENCE}; of an unknown one nobody can say then. Safe from any thread.
 */
public final class Tokens implements Authenticator, AutoCloseable {
    /** How long it takes at most until a new token is known, or a revoked one is not, while the store answers. */
    public static final Duration REFRESH = Duration.ofSeconds(2);

    /** How long known tokens are good without the store: the log takes records meanwhile, and senders must not lose any. */
    public static final Duration PATIENCE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Duration FRESH = REFRESH.multipliedBy(2);
    private static final Duration USE_RHYTHM = Duration.ofSeconds(30);

    private record Snapshot(Map<String, KnownToken> byId, Instant readAt) {}

    private final TokenStore store;
    private final InstantSource clock;
    private final ScheduledExecutorService refresher;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Instant.EPOCH);
    private Instant usesWritten = Instant.EPOCH;
    private boolean failing;

    private Tokens(TokenStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.refresher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("errata-tokens").daemon().factory());
    }

    /** Reads the tokens, and again and again until it is closed. Starts without them where the store is away. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until it is shut down and never throws
    public static Tokens start(TokenStore store, InstantSource clock) {
        var tokens = new Tokens(store, clock);
        tokens.refresh();
        tokens.refresher.scheduleWithFixedDelay(
                tokens::refresh, REFRESH.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        return tokens;
    }

    @Override
    public Optional<Principal> authenticate(Token token) {
        var now = clock.instant();
        var current = snapshot;
        var age = Duration.between(current.readAt(), now);
        var known = current.byId().get(token.id());
        if (known == null ? age.compareTo(FRESH) > 0 : age.compareTo(PATIENCE) > 0) {
            throw new TokensUnavailableException("the tokens were last read " + age.toSeconds() + " s ago", null);
        }
        var sent = token.hash();
        // One answer and one cost, whatever is wrong.
        var valid = known == null ? SecretHash.DECOY.matches(sent) : known.isValid(sent, now);
        if (known == null || !valid) {
            return Optional.empty();
        }
        used.put(token.id(), now);
        return Optional.of(known.principal());
    }

    /** Why nobody can be let in: the tokens have not been read, or too long ago. Empty while they are good. */
    public Optional<String> problem() {
        var age = Duration.between(snapshot.readAt(), clock.instant());
        return age.compareTo(PATIENCE) > 0 ? Optional.of("could not be read") : Optional.empty();
    }

    /** Writes when tokens were last used, as far as the store answers. */
    @Override
    public void close() {
        refresher.shutdownNow();
        try {
            refresher.awaitTermination(REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writeUses();
    }

    private void refresh() {
        try {
            var begun = clock.instant();
            var byId = store.all().stream().collect(Collectors.toMap(KnownToken::id, Function.identity()));
            snapshot = new Snapshot(byId, begun);
            if (begun.isAfter(usesWritten.plus(USE_RHYTHM))) {
                usesWritten = begun;
                writeUses();
            }
            failing = false;
        } catch (RuntimeException e) {
            warnOnce(e);
        }
    }

    /** Once an outage: this is tried every two seconds. */
    private void warnOnce(RuntimeException failure) {
        if (!failing) {
            LOG.warn("The tokens cannot be read; those known stay good for {}", PATIENCE, failure);
        }
        failing = true;
    }

    private void writeUses() {
        var times = Map.copyOf(used);
        if (!times.isEmpty()) {
            try {
                store.used(times);
                times.forEach(used::remove);
            } catch (TokensUnavailableException e) {
                LOG.warn("When tokens were last used is not written now: {}", e.getMessage());
            }
        }
    }
}
