package dev.errata.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What fuzzing has found, kept in {@code src/test/fuzz/bodies.zip}, stays right. */
class FuzzReplayTest {

    @Test
    void bodies_corpus_passes() throws IOException {
        try (var zip = new ZipFile(Path.of("src", "test", "fuzz", "bodies.zip").toFile())) {
            var inputs = zip.stream().filter(entry -> !entry.isDirectory()).toList();
            assertThat(inputs)
                    .isNotEmpty()
                    .allSatisfy(input -> BodiesFuzz.fuzzerTestOneInput(
                            zip.getInputStream(input).readAllBytes()));
        }
    }
}
