package dev.errata.store.access;

import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import dev.errata.http.access.SecretHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/** What an administrator does to tokens. Whoever may connect to the database is one. Safe from any thread. */
public final class TokenTable {
    /** The most tokens that may be good at a time: each web server keeps all of them in memory. */
    public static final int MAX_TOKENS = 10_000;

    private static final String INSERT = """
            INSERT INTO api_token (token_id, secret_hash, project, scopes, name, created_at, expires_at)
            SELECT :id, :hash, :project, :scopes, :name, :created, :expires
            WHERE (SELECT count(*) FROM api_token WHERE revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > :created)) < :most
            """;

    private static final String REVOKE = """
            UPDATE api_token SET revoked_at = coalesce(revoked_at, :now) WHERE token_id = :id
            """;

    private final Jdbi jdbi;

    /** The table of this database, which has the schema already. */
    public TokenTable(DataSource database) {
        this.jdbi = Jdbi.create(database).installPlugin(new PostgresPlugin());
    }

    /** Puts a token in; false where there are {@value #MAX_TOKENS} good ones. Its other times are not looked at. */
    public boolean insert(TokenRow row, SecretHash hash) {
        var scopes = row.principal().scopes().stream().map(Scope::code).sorted().toList();
        return jdbi.withHandle(handle -> handle.createUpdate(INSERT)
                        .bind("id", row.id())
                        .bind("hash", hash.bytes())
                        .bind("project", row.principal().project())
                        .bindArray("scopes", String.class, scopes)
                        .bind("name", row.name())
                        .bind("created", utc(row.created()))
                        .bind("expires", row.expires() == null ? null : utc(row.expires()))
                        .bind("most", MAX_TOKENS)
                        .execute())
                == 1;
    }

    /** All tokens, also those that are no longer good; the newest last. */
    public List<TokenRow> list() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM api_token ORDER BY created_at, token_id")
                .map(TokenTable::map)
                .list());
    }

    /** Ends a token for good; false where there is none of this id. */
    public boolean revoke(String id, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(REVOKE)
                        .bind("id", id)
                        .bind("now", utc(now))
                        .execute())
                == 1;
    }

    private static TokenRow map(ResultSet row, StatementContext ctx) throws SQLException {
        return new TokenRow(
                row.getString("token_id"),
                row.getString("name"),
                principal(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                time(row, "expires_at"),
                time(row, "last_used_at"),
                time(row, "revoked_at"));
    }

    static Principal principal(ResultSet row) throws SQLException {
        var scopes = (String[]) row.getArray("scopes").getArray();
        return new Principal(
                row.getString("project"), Arrays.stream(scopes).map(Scope::of).collect(Collectors.toSet()));
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
