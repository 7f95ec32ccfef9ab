package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.PostgresAddress;
import dev.errata.app.config.Setting;
import dev.errata.contract.redact.Redactor;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import dev.errata.http.access.Token;
import dev.errata.http.access.Tokens;
import dev.errata.store.access.TokenRow;
import dev.errata.store.access.TokenTable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Makes and ends tokens, in the Postgres of an Errata. Whoever reaches that database is its
 * administrator: that is how the first token comes into being.
 */
public final class TokenAdmin implements AutoCloseable {
    /** How long it takes until every process knows of what was done here: each may have begun to read just before. */
    public static final Duration EFFECTIVE_AFTER = Tokens.REFRESH.plusSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final int NAME_CHARS = 100;

    private final HikariDataSource database;
    private final TokenTable table;

    private TokenAdmin(HikariDataSource database) {
        this.database = database;
        this.table = new TokenTable(database);
    }

    /**
     * Connects.
     *
     * @throws PostgresUnreachableException where no Errata's Postgres answers there
     */
    public static TokenAdmin connect(PostgresAddress address) throws PostgresUnreachableException {
        var database = new HikariDataSource(pool(address));
        try {
            check(database, address);
            return new TokenAdmin(database);
        } catch (PostgresUnreachableException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Makes a token.
     *
     * @throws IllegalArgumentException saying what is wrong with the order
     */
    public IssuedToken create(TokenOrder order, Instant now) {
        check(order);
        var scopes = order.scopes().stream().map(Scope::of).collect(Collectors.toSet());
        var token = Token.random();
        var expires = order.lifetime() == null ? null : now.plus(order.lifetime());
        var row = new TokenRow(
                token.id(), order.name(), new Principal(order.project(), scopes), now, expires, null, null);
        if (!table.insert(row, token.hash())) {
            throw new IllegalArgumentException(
                    "there are " + TokenTable.MAX_TOKENS + " tokens already; revoke those that nobody uses");
        }
        return new IssuedToken(token.reveal(), IssuedToken.About.of(row));
    }

    /** All of them, the newest last. */
    public List<IssuedToken.About> list() {
        return table.list().stream().map(IssuedToken.About::of).toList();
    }

    /**
     * Ends a token for good; false where there is no such one.
     *
     * @param idOrToken its id, or the whole token
     */
    public boolean revoke(String idOrToken, Instant now) {
        return table.revoke(Token.parse(idOrToken).map(Token::id).orElse(idOrToken), now);
    }

    @Override
    public void close() {
        database.close();
    }

    private static void check(TokenOrder order) {
        var project = order.project();
        // A name that looks like a secret would be masked in every record.
        if (!PROJECT.matcher(project).matches()
                || !Redactor.STANDARD.redact(project).equals(project)) {
            throw new IllegalArgumentException("--project must be 1 to 63 of a-z, 0-9, '.', '_' and '-': " + project);
        }
        if (order.name().isBlank() || order.name().length() > NAME_CHARS) {
            throw new IllegalArgumentException("--name must be 1 to " + NAME_CHARS + " characters");
        }
        if (order.scopes().isEmpty()) {
            throw new IllegalArgumentException("--scope must name at least one scope");
        }
    }

    private static HikariConfig pool(PostgresAddress address) {
        var config = Pool.to(address, "token", 1, PATIENCE);
        config.addDataSourceProperty("options", "-c statement_timeout=5s");
        config.addDataSourceProperty("socketTimeout", "8");
        return config;
    }

    private static void check(DataSource database, PostgresAddress address) throws PostgresUnreachableException {
        try (var connection = database.getConnection();
                var tables = connection.getMetaData().getTables(null, "public", "api_token", null)) {
            if (!tables.next()) {
                throw new PostgresUnreachableException(
                        address + " has no tokens: it is not the database of an Errata of this version", null);
            }
        } catch (SQLException e) {
            throw new PostgresUnreachableException(
                    "no Postgres of Errata answers at " + address + "; is it running? " + Setting.POSTGRES_PORT.flag()
                            + " names another port of this machine, " + Setting.POSTGRES_URL.flag()
                            + " another database",
                    e);
        }
    }
}
