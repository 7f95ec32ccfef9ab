package dev.errata.app.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.config.DoctorConfig;
import dev.errata.app.node.doctor.Finding.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
    @TempDir
    Path directory;

    @Test
    void port_thatAnotherProgramHolds_fails() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var findings = look(directory, Integer.toString(other.getLocalPort()), other);

            assertThat(findings)
                    .filteredOn(finding ->
                            finding.level() != Level.OK && !finding.check().equals("disk"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.level()).isEqualTo(Level.FAIL);
                        assertThat(finding.check()).isEqualTo("web port");
                        assertThat(finding.what()).startsWith("another program holds 127.0.0.1:");
                    });
        }
    }

    @Test
    void directory_thatCannotBeMade_fails() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(look(file.resolve("data"), Integer.toString(free.getLocalPort()), free))
                    .filteredOn(finding -> finding.check().equals("data directory"))
                    .extracting(Finding::level)
                    .containsExactly(Level.FAIL);
        }
    }

    /** The other program hangs up on whoever asks it. */
    private static List<Finding> look(Path data, String port, ServerSocket other) throws Exception {
        var config = DoctorConfig.of(Map.of(), Map.of("--data", data.toString(), "--port", port));
        Thread.ofVirtual().start(() -> hangUp(other));
        var findings = new ArrayList<Finding>();
        for (var check : new MachineChecks(config).all()) {
            findings.add(check.run());
        }
        return findings;
    }

    private static void hangUp(ServerSocket other) {
        try {
            while (true) {
                other.accept().close();
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
