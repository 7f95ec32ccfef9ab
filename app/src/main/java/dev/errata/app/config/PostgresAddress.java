package dev.errata.app.config;

/**
 * A database.
 *
 * @param url for JDBC, without a password
 * @param user whom to connect as
 * @param password empty where none is needed, or {@code ~/.pgpass} has it
 */
public record PostgresAddress(String url, String user, String password) {
    private static final String USUAL = "jdbc:postgresql://127.0.0.1:5432/errata";

    static PostgresAddress read(SettingSource source) {
        var url = source.read(Setting.POSTGRES_URL);
        return new PostgresAddress(url.isEmpty() ? USUAL : url, source.read(Setting.POSTGRES_USER), password(source));
    }

    private static String password(SettingSource source) {
        var itself = source.read(Setting.POSTGRES_PASSWORD);
        var inFile = source.read(Setting.POSTGRES_PASSWORD_FILE);
        if (!itself.isEmpty() && !inFile.isEmpty()) {
            source.problem("%s and %s both give a password"
                    .formatted(Setting.POSTGRES_PASSWORD.variable(), Setting.POSTGRES_PASSWORD_FILE.flag()));
        }
        return itself.isEmpty() ? inFile : itself;
    }

    /** That of an {@code errata up} on this machine, or whichever one the user names. */
    static PostgresAddress readOrEmbedded(SettingSource source) {
        return source.read(Setting.POSTGRES_URL).isEmpty()
                ? embedded(source.read(Setting.POSTGRES_PORT))
                : read(source);
    }

    /** That of an {@code errata up} on this machine. */
    public static PostgresAddress embedded(int port) {
        return new PostgresAddress("jdbc:postgresql://127.0.0.1:" + port + "/errata", "errata", "");
    }

    /** Not the password. */
    @Override
    public String toString() {
        return url;
    }
}
