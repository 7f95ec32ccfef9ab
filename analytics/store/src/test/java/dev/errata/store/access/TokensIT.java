package dev.errata.store.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import dev.errata.http.access.Token;
import dev.errata.http.access.Tokens;
import dev.errata.http.access.TokensUnavailableException;
import dev.errata.migrations.Migrations;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class TokensIT {
    private static final Principal SHOP = new Principal("shop", Set.of(Scope.READ, Scope.INGEST));

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final TestDatabase server = TestPostgres.freshDatabase();
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final TokenTable table;
    private final PostgresTokens store;

    TokensIT() throws SQLException {
        database.setUrl(server.jdbcUrl());
        database.setUser(server.user());
        database.setPassword(server.password());
        Migrations.apply(database);
        table = new TokenTable(database);
        store = new PostgresTokens(database);
    }

    @AfterEach
    void close() throws SQLException {
        server.close();
    }

    @Test
    void token_inserted_isGoodUntilItIsRevoked() {
        var token = insert("ci", null);
        try (var tokens = Tokens.start(store, InstantSource.system())) {
            assertThat(tokens.authenticate(token)).contains(SHOP);
            assertThat(table.revoke(token.id(), now)).isTrue();

            await().atMost(Duration.ofSeconds(60))
                    .ignoreException(TokensUnavailableException.class)
                    .untilAsserted(() ->
                            assertThat(tokens.authenticate(token)).as("S3").isEmpty());
        }
        assertThat(table.list()).singleElement().satisfies(row -> {
            assertThat(row.revoked()).isEqualTo(now);
            assertThat(row.lastUsed()).isNotNull();
        });
    }

    @Test
    void token_thatIsNoLongerGood_isNotRead() {
        insert("expired", now.minusSeconds(1));
        table.revoke(insert("revoked", null).id(), now);
        var good = insert("good", now.plus(Duration.ofDays(1)));

        assertThat(store.all()).singleElement().satisfies(known -> {
            assertThat(known.id()).isEqualTo(good.id());
            assertThat(known.expires()).isEqualTo(now.plus(Duration.ofDays(1)));
        });
    }

    @Test
    void revoke_twice_keepsTheFirstTime_andOfAnUnknownOneSaysSo() {
        var token = insert("ci", null);
        table.revoke(token.id(), now);

        assertThat(table.revoke(token.id(), now.plusSeconds(9))).isTrue();
        assertThat(table.list().getFirst().revoked()).isEqualTo(now);
        assertThat(table.revoke("nope", now)).isFalse();
    }

    @Test
    void uses_goOnlyForward() {
        var token = insert("ci", null);
        store.used(Map.of(token.id(), now, "gone", now));
        store.used(Map.of(token.id(), now.minusSeconds(9)));

        assertThat(table.list().getFirst().lastUsed()).isEqualTo(now);
    }

    @Test
    void secret_isNowhereInTheDatabase() throws SQLException {
        var token = insert("ci", null);
        var secret = token.reveal().substring(token.reveal().lastIndexOf('_') + 1);
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("SELECT t::text FROM api_token AS t")) {
            rows.next();
            assertThat(rows.getString(1))
                    .as("S2")
                    .contains(token.id(), HexFormat.of().formatHex(token.hash().bytes()))
                    .doesNotContain(secret);
        }
    }

    @Test
    void tokens_beyondTheMost_areNotMade() throws SQLException {
        try (var connection = database.getConnection();
                var fill = connection.createStatement()) {
            fill.execute("""
                    INSERT INTO api_token (token_id, secret_hash, project, scopes, name, created_at)
                    SELECT n, sha256('x'), 'p', '{read}', 'n', now() FROM generate_series(1, 10000) AS n
                    """);
        }

        assertThat(table.insert(
                        row(Token.random(), "late", null), Token.random().hash()))
                .isFalse();
        table.revoke("7", now);
        insert("in time", null);
    }

    @Test
    void database_away_isSaid() {
        var away = new PGSimpleDataSource();
        away.setPortNumbers(new int[] {1});
        var lonely = new PostgresTokens(away);

        assertThatThrownBy(lonely::all).isInstanceOf(TokensUnavailableException.class);
        assertThatThrownBy(() -> lonely.used(Map.of("x", now))).isInstanceOf(TokensUnavailableException.class);
    }

    private Token insert(String name, @Nullable Instant expires) {
        var token = Token.random();
        assertThat(table.insert(row(token, name, expires), token.hash())).isTrue();
        return token;
    }

    private TokenRow row(Token token, String name, @Nullable Instant expires) {
        return new TokenRow(token.id(), name, SHOP, now, expires, null, null);
    }
}
