package dev.errata.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.embedded.StartException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void lock_ofAMissingDirectory_makesIt() throws Exception {
        try (var data = DataDirectory.lock(parent.resolve("a/b"))) {
            assertThat(data.resolve("kafka")).isEqualTo(parent.toRealPath().resolve("a/b/kafka"));
            assertThat(parent.resolve("a/b")).isDirectory();
        }
    }

    @Test
    void lock_whileInUse_namesTheProcess() {
        try (var _ = DataDirectory.lock(parent)) {
            assertRefused(
                    parent,
                    Reason.DATA_DIRECTORY_IN_USE,
                    Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void lock_closedBefore_worksAgain() {
        DataDirectory.lock(parent).close();
        DataDirectory.lock(parent).close();
    }

    @Test
    void lock_ofAFile_isBroken() throws Exception {
        assertRefused(Files.createFile(parent.resolve("file")), Reason.DATA_DIRECTORY_BROKEN, "file");
    }

    private static void assertRefused(Path directory, Reason reason, String named) {
        assertThatThrownBy(() -> DataDirectory.lock(directory))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(named);
    }
}
