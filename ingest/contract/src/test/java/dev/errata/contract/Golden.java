package dev.errata.contract;

import java.io.IOException;
import java.util.Objects;

/** Records as bytes that every later version must go on reading; a new version gets a folder of its own. */
final class Golden {
    private Golden() {}

    static byte[] read(String name) throws IOException {
        try (var in = Objects.requireNonNull(Golden.class.getResourceAsStream("v1/" + name + ".json"), name)) {
            return in.readAllBytes();
        }
    }
}
