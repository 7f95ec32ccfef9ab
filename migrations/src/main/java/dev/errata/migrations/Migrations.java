package dev.errata.migrations;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the schema that this version needs. */
public final class Migrations {
    private Migrations() {}

    /**
     * Applies what is missing, in order. Several processes may call it at once: one migrates, the others wait.
     *
     * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached, an applied migration was
     *     edited, or one fails; what was applied before it stays
     */
    public static void apply(DataSource database) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
