package dev.errata.store.access;

import dev.errata.http.access.KnownToken;
import dev.errata.http.access.SecretHash;
import dev.errata.http.access.TokenStore;
import dev.errata.http.access.TokensUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.postgres.PostgresPlugin;

/** The web server's view of the tokens. */
public final class PostgresTokens implements TokenStore {
    private static final String ALL = """
            SELECT token_id, secret_hash, project, scopes, expires_at FROM api_token
            WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
            """;

    /** Several processes may use a token: the latest counts. */
    private static final String USED = """
            UPDATE api_token SET last_used_at = greatest(last_used_at, :time) WHERE token_id = :id
            """;

    private final Jdbi jdbi;

    /** Asks this database. */
    public PostgresTokens(DataSource database) {
        this.jdbi = Jdbi.create(database).installPlugin(new PostgresPlugin());
    }

    @Override
    public List<KnownToken> all() {
        try {
            return jdbi.withHandle(
                    handle -> handle.createQuery(ALL).map(PostgresTokens::map).list());
        } catch (JdbiException e) {
            throw new TokensUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void used(Map<String, Instant> times) {
        try {
            jdbi.useTransaction(handle -> {
                var batch = handle.prepareBatch(USED);
                times.forEach((id, time) ->
                        batch.bind("id", id).bind("time", TokenTable.utc(time)).add());
                batch.execute();
            });
        } catch (JdbiException e) {
            throw new TokensUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static KnownToken map(ResultSet row, StatementContext ctx) throws SQLException {
        return new KnownToken(
                row.getString("token_id"),
                SecretHash.ofBytes(row.getBytes("secret_hash")),
                TokenTable.principal(row),
                TokenTable.time(row, "expires_at"));
    }
}
