package dev.errata.embedded.testing;

import dev.errata.embedded.LocalBroker;

/**
 * The Kafka broker of this JVM's tests. All test classes share it, so let each use topics and groups of its own:
 *
 * <pre>{@code
 * var config = Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers());
 * try (var admin = Admin.create(config)) {
 *     admin.createTopics(List.of(new NewTopic("rates-" + UUID.randomUUID(), 3, (short) 1))).all().get();
 * }
 * }</pre>
 *
 * <p>Safe from any thread. Topics are not created automatically.
 */
public final class TestKafka {

    private TestKafka() {}

    /** Where clients connect. The first call starts the broker, which takes some seconds. */
    public static String bootstrapServers() {
        return Shared.BROKER.bootstrapServers();
    }

    private static final class Shared {
        static final LocalBroker BROKER = TemporaryServer.start(directory -> LocalBroker.start(directory, 0));
    }
}
