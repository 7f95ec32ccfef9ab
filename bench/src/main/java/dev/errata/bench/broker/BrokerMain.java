package dev.errata.bench.broker;

import dev.errata.embedded.LocalBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The child process: a broker in the given directory, with the settings that follow it ({@code name=value}), until
 * standard input ends, as it does when the parent dies.
 */
final class BrokerMain {
    private BrokerMain() {}

    /** Prints the address as its first line, when clients are served. */
    public static void main(String[] arguments) throws IOException {
        var settings = Arrays.stream(arguments)
                .skip(1)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        try (var broker = LocalBroker.startWith(settings, Path.of(arguments[0]), 0)) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // the parent writes nothing
            }
        }
    }
}
