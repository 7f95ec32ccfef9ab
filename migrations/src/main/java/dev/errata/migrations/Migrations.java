package dev.errata.migrations;

import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the schema that this version needs. */
public final class Migrations {
    private Migrations() {}

    /**
     * Applies what is missing, in order. Several processes may call it at once: one migrates, the others wait.
     *
     * @return how many were applied
     * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached, an applied migration was
     *     edited, or one fails; what was applied before it stays
     */
    public static int apply(DataSource database) {
        return flyway(database).migrate().migrationsExecuted;
    }

    /**
     * The first migration that the database lacks, such as {@code 3}; empty where it lacks none. Changes nothing; a schema
     * of a later version passes.
     *
     * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached
     */
    public static Optional<String> missing(DataSource database) {
        var pending = flyway(database).info().pending();
        return pending.length == 0
                ? Optional.empty()
                : Optional.of(pending[0].getVersion().getVersion());
    }

    private static Flyway flyway(DataSource database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .load();
    }
}
