package dev.errata.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Principal SHOP = new Principal("shop", Set.of(Scope.INGEST));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final MemoryStore store = new MemoryStore();
    private final Token token = Token.random();

    @AutoClose
    private final Tokens tokens = start();

    private Tokens start() {
        store.put(token, null);
        return Tokens.start(store, now::get);
    }

    @Test
    void token_good_standsForItsPrincipal() {
        assertThat(tokens.authenticate(token)).contains(SHOP);
    }

    @Test
    void token_unknownOrOfAnotherSecret_standsForNobody() {
        var other = Token.random().reveal();
        var secret = other.substring(other.lastIndexOf('_'));

        assertThat(tokens.authenticate(Token.random())).isEmpty();
        assertThat(tokens.authenticate(
                        Token.parse("errata_" + token.id() + secret).orElseThrow()))
                .isEmpty();
    }

    @Test
    void token_expired_standsForNobody_withoutAskingTheStore() {
        var brief = Token.random();
        store.put(brief, now.get().plusSeconds(1));
        try (var fresh = Tokens.start(store, now::get)) {
            assertThat(fresh.authenticate(brief)).isPresent();
            store.away = true;
            now.updateAndGet(time -> time.plusSeconds(1));

            assertThat(fresh.authenticate(brief)).isEmpty();
        }
    }

    @Test
    void token_revoked_isRefusedWithinSeconds() {
        store.known.clear();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(tokens.authenticate(token)).isEmpty());
    }

    @Test
    void flood_ofUnknownTokens_costsNoQuery() {
        var before = store.reads.get();
        for (int i = 0; i < 10_000; i++) {
            tokens.authenticate(Token.random());
        }

        assertThat(store.reads.get() - before).as("B65").isLessThan(100);
    }

    @Test
    void store_away_knownTokensStayGoodForAnHour_andOfOthersNobodyCanSay() {
        store.away = true;
        now.updateAndGet(time -> time.plus(Tokens.PATIENCE));

        assertThat(tokens.authenticate(token)).as("S30").contains(SHOP);
        assertThatThrownBy(() -> tokens.authenticate(Token.random())).isInstanceOf(TokensUnavailableException.class);
        now.updateAndGet(time -> time.plusSeconds(1));
        assertThatThrownBy(() -> tokens.authenticate(token)).isInstanceOf(TokensUnavailableException.class);
    }

    @Test
    void store_awayFromTheStart_isReadWhenItComes() {
        store.away = true;
        try (var early = Tokens.start(store, now::get)) {
            assertThatThrownBy(() -> early.authenticate(token)).isInstanceOf(TokensUnavailableException.class);
            store.away = false;

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(early.authenticate(token)).contains(SHOP));
        }
    }

    @Test
    void uses_areWrittenAtTheEnd_onceForEachToken() {
        tokens.authenticate(token);
        tokens.authenticate(token);
        tokens.authenticate(Token.random());
        tokens.close();

        assertThat(store.used).containsExactly(Map.of(token.id(), now.get()));
    }

    @Test
    void text_hidesTheSecret_andSecretsDiffer() {
        assertThat(token.toString()).startsWith("errata_" + token.id()).doesNotContain(token.reveal());
        assertThat(Token.random().reveal())
                .isNotEqualTo(Token.random().reveal())
                .hasSize(72);
        assertThat(Token.parse(token.reveal().toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(Token.isIn("see errata_0123456789abcdef_" + "0".repeat(48) + "!"))
                .isTrue();
    }

    /** A table in memory that can go away. */
    private static final class MemoryStore implements TokenStore {
        private final Map<String, KnownToken> known = new ConcurrentHashMap<>();
        private final List<Map<String, Instant>> used = new CopyOnWriteArrayList<>();
        private final AtomicInteger reads = new AtomicInteger();
        private volatile boolean away;

        void put(Token token, @Nullable Instant expires) {
            known.put(token.id(), new KnownToken(token.id(), token.hash(), SHOP, expires));
        }

        @Override
        public List<KnownToken> all() {
            reads.incrementAndGet();
            if (away) {
                throw new TokensUnavailableException("away", null);
            }
            return List.copyOf(known.values());
        }

        @Override
        public void used(Map<String, Instant> times) {
            if (away) {
                throw new TokensUnavailableException("away", null);
            }
            used.add(times);
        }
    }
}
