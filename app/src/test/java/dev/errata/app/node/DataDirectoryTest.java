package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void take_missing_makesIt() throws Exception {
        try (var data = DataDirectory.take(parent.resolve("a/b"))) {
            assertThat(data.part("kafka")).isEqualTo(parent.resolve("a/b/kafka"));
            assertThat(parent.resolve("a/b")).isDirectory();
        }
    }

    @Test
    void take_inUse_saysSo() throws Exception {
        try (var _ = DataDirectory.take(parent)) {
            assertThatThrownBy(() -> DataDirectory.take(parent))
                    .isInstanceOfSatisfying(StartFailedException.class, e -> assertThat(e.failure())
                            .isEqualTo(StartFailure.DATA_IN_USE))
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void take_closedBefore_worksAgain() throws Exception {
        DataDirectory.take(parent).close();
        DataDirectory.take(parent).close();
    }

    @Test
    void take_aFile_isBroken() throws Exception {
        var file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.take(file))
                .isInstanceOfSatisfying(StartFailedException.class, e -> assertThat(e.failure())
                        .isEqualTo(StartFailure.DATA_BROKEN));
    }
}
