package dev.errata.bench.broker;

import dev.errata.embedded.LocalBroker;
import java.io.IOException;
import java.nio.file.Path;

/** The child process: a broker in the given directory, until standard input ends, as it does when the parent dies. */
final class BrokerMain {
    private BrokerMain() {}

    /** Prints the address as its first line, when clients are served. */
    public static void main(String[] arguments) throws IOException {
        try (var broker = LocalBroker.start(Path.of(arguments[0]), 0)) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // the parent writes nothing
            }
        }
    }
}
