package dev.errata.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What fuzzing has found, kept in {@code src/test/fuzz}, stays right. */
class FuzzReplayTest {

    @Test
    void bodies_corpus_passes() throws IOException {
        replay("bodies", BodiesFuzz::fuzzerTestOneInput);
    }

    @Test
    void otlp_corpus_passes() throws IOException {
        replay("otlp", OtlpFuzz::fuzzerTestOneInput);
    }

    private static void replay(String name, Consumer<byte[]> target) throws IOException {
        try (var zip = new ZipFile(Path.of("src", "test", "fuzz", name + ".zip").toFile())) {
            var inputs = zip.stream().filter(entry -> !entry.isDirectory()).toList();
            assertThat(inputs)
                    .isNotEmpty()
                    .allSatisfy(input -> target.accept(zip.getInputStream(input).readAllBytes()));
        }
    }
}
