package dev.errata.embedded;

/** The whole {@code postgresql.conf}, written anew at each start: what is not here has PostgreSQL's default. */
final class PostgresSettings {

    private PostgresSettings() {}

    static String of(int port) {
        return """
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            max_connections = 50
            password_encryption = 'scram-sha-256'

            # What a commit promises. These are PostgreSQL's defaults, and not up for tuning.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            shared_buffers = '128MB'
            # As with shared buffers of 512 MB and more. With the 4 MB that go with 128 MB, copies of two connections wait for each other.
            wal_buffers = '16MB'
            max_wal_size = '2GB'
            checkpoint_timeout = '15min'
            # Pages written whole are written as they are: the Linux binaries are built without lz4, and pglz costs more time than it saves.
            wal_compression = 'off'

            timezone = 'UTC'
            log_timezone = 'UTC'
            log_checkpoints = off
            """.formatted(port);
    }
}
