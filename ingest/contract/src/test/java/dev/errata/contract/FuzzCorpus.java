package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.ZipFile;

/** The inputs that fuzzing has found worth keeping: the entries of {@code src/test/fuzz/NAME.zip}. */
final class FuzzCorpus {
    private FuzzCorpus() {}

    /** Hands every input to the target, which throws where something is wrong. */
    static void replay(String name, Consumer<byte[]> target) throws IOException {
        try (var zip = new ZipFile(Path.of("src", "test", "fuzz", name + ".zip").toFile())) {
            var inputs = zip.stream().filter(entry -> !entry.isDirectory()).toList();
            assertThat(inputs)
                    .isNotEmpty()
                    .allSatisfy(input -> target.accept(zip.getInputStream(input).readAllBytes()));
        }
    }
}
