package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.app.config.AppConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void requireFree_freePorts_passes() throws Exception {
        Ports.requireFree(AppConfig.of(Map.of(), Map.of("--port", "0", "--kafka-port", "0", "--postgres-port", "0")));
    }

    @Test
    void requireFree_portInUse_namesItsFlag() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = Integer.toString(socket.getLocalPort());
            var config = AppConfig.of(Map.of(), Map.of("--port", "0", "--kafka-port", "0", "--postgres-port", taken));

            assertThatThrownBy(() -> Ports.requireFree(config))
                    .isInstanceOfSatisfying(StartFailedException.class, e -> assertThat(e.failure())
                            .isEqualTo(StartFailure.PORT_IN_USE))
                    .hasMessageContaining(taken)
                    .hasMessageContaining("--postgres-port");
        }
    }
}
