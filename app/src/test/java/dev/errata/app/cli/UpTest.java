package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.config.AppConfig;
import dev.errata.app.node.Node;
import dev.errata.app.node.StartFailedException;
import dev.errata.app.node.StartFailure;
import dev.errata.app.node.StartUpReport;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpTest {
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch failed = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Test
    void up_started_saysWhereAndWhatToPaste() {
        failed.countDown();
        var console = new Console(Map.of(), Terminal.NONE, this::start);

        console.run("up");

        assertThat(console.err())
                .containsPattern("  postgres +\\d+\\.\\d s\n")
                .containsPattern("ready  http://127\\.0\\.0\\.1:8080  \\(\\d+\\.\\d s\\)\n")
                .contains("curl -sS http://127.0.0.1:8080/v1/events")
                .contains("curl -sS http://127.0.0.1:8080/api/v1/events/req_hello");
    }

    @Test
    void up_onLoopback_saysThatItIsOpen() {
        failed.countDown();
        var console = new Console(Map.of(), Terminal.NONE, this::start);
        console.run("up");

        assertThat(console.err())
                .contains("open   to programs on this machine")
                .doesNotContain("Authorization: Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--auth tokens", "--host 0.0.0.0", "--host ::", "--host 192.0.2.1"})
    void up_elsewhere_saysThatTokensAreRequired_andPlaysNoDemo(String flags) {
        failed.countDown();
        var console = new Console(Map.of(), Terminal.NONE, this::start);
        console.run(("up " + flags).split(" ", -1));
        assertThat(console.err())
                .contains("errata token create")
                .contains("-H \"Authorization: Bearer $ERRATA_TOKEN\"");

        assertThat(console.run(("up --demo " + flags).split(" ", -1))).isEqualTo(2);
    }

    @Test
    void up_partFails_closesAndExits19() {
        failed.countDown();

        assertThat(new Console(Map.of(), Terminal.NONE, this::start).run("up")).isEqualTo(19);
        assertThat(closed.getCount()).isZero();
    }

    @Test
    void up_interrupted_closesAndExits0() throws Exception {
        var run = new FutureTask<>(() -> new Console(Map.of(), Terminal.NONE, this::start).run("up"));
        var thread = Thread.ofPlatform().start(run);
        running.await();

        thread.interrupt();

        assertThat(run.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(closed.getCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PORT_IN_USE,10", "DATA_IN_USE,11", "DATA_BROKEN,12", "DISK_FULL,13", "OTHER,19"})
    void up_cannotStart_exitsWithItsCodeAndOneLine(StartFailure failure, int code) {
        var console = new Console(Map.of(), Terminal.NONE, (_, _) -> {
            throw new StartFailedException(failure, "it does not work", null);
        });

        assertThat(console.run("up")).isEqualTo(code);
        assertThat(console.err()).isEqualTo("errata: it does not work\n");
    }

    @Test
    void up_badSetting_exits2BeforeAnythingStarts() {
        var console = new Console(Map.of("ERRATA_PORT", "x"), Terminal.NONE, this::start);

        assertThat(console.run("up")).isEqualTo(2);
        assertThat(console.err()).isEqualTo("errata: ERRATA_PORT is \"x\", must be 1 to 65535; 0 takes a free one\n");
        assertThat(running.getCount()).isOne();
    }

    private Node start(AppConfig config, StartUpReport report) {
        return report.phase("postgres", () -> new FakeNode(config.port()));
    }

    private final class FakeNode implements Node {
        private final int port;

        FakeNode(int port) {
            this.port = port;
        }

        @Override
        public URI address() {
            return URI.create("http://127.0.0.1:" + port);
        }

        @Override
        public URI management() {
            return address();
        }

        @Override
        public void await() throws InterruptedException {
            running.countDown();
            failed.await();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
