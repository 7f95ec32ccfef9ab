package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.app.config.Setting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsIT {
    @TempDir
    Path data;

    @Test
    void requireFree_freePort_passes() throws Exception {
        WebPort.requireFree(new Entrance("127.0.0.1", 0, true, Setting.PORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--kafka-port", "--postgres-port"})
    void start_onAPortInUse_namesItsFlag(String flag) throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = Integer.toString(socket.getLocalPort());
            assertThatThrownBy(() -> LiveNode.start(data, Map.of(flag, taken)))
                    .isInstanceOfSatisfying(
                            StartFailedException.class,
                            e -> assertThat(e.failure()).isEqualTo(StartFailure.PORT_IN_USE))
                    .hasMessageContaining(taken)
                    .hasMessageContaining(flag);
        }
    }
}
