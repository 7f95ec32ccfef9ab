package dev.errata.emitter.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x"), "dns_failure", "dns_failure"),
                Arguments.of(
                        caused(new ConnectException(), new UnresolvedAddressException()), "dns_failure", "dns_failure"),
                Arguments.of(new HttpConnectTimeoutException("t"), "connect_timeout", "connect_timeout"),
                Arguments.of(new SocketTimeoutException("Connect timed out"), "connect_timeout", "connect_timeout"),
                Arguments.of(new ConnectException("Connection timed out"), "connect_timeout", "connect_timeout"),
                Arguments.of(new SocketTimeoutException("timeout"), "read_timeout", "read_timeout"),
                Arguments.of(new HttpTimeoutException("request timed out"), "read_timeout", "read_timeout"),
                Arguments.of(new InterruptedIOException("timeout"), "read_timeout", "read_timeout"),
                Arguments.of(
                        new RuntimeException(new SocketTimeoutException("Read timed out")),
                        "read_timeout",
                        "read_timeout"),
                Arguments.of(new SSLHandshakeException("bad certificate"), "tls_failure", "stream_aborted"),
                Arguments.of(
                        caused(new SSLException("x"), new SocketException("Connection reset")),
                        "connection_reset",
                        "stream_aborted"),
                Arguments.of(new ConnectException("Connection refused"), "connection_reset", "stream_aborted"),
                Arguments.of(
                        caused(new IOException("unexpected end of stream"), new EOFException()),
                        "connection_reset",
                        "stream_aborted"),
                Arguments.of(new IOException("of the application's own"), null, "stream_aborted"),
                Arguments.of(new IllegalStateException("no I/O"), null, null),
                Arguments.of(new IOException("Canceled"), "cancelled", "cancelled"),
                Arguments.of(new InterruptedIOException("interrupted"), "cancelled", "cancelled"),
                Arguments.of(new CancellationException(), "cancelled", "cancelled"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void exceptions_areToldApart_beforeAndInTheAnswer(Throwable failure, String before, String inside) {
        assertThat(code(failure, false)).isEqualTo(before);
        assertThat(code(failure, true)).isEqualTo(inside);
    }

    @Test
    void causesThatGoRound_orNeverEnd_areFollowedForAWhile() {
        var round = new IOException("a");
        round.initCause(new IOException("b", round));
        assertThat(Causes.of(round)).hasSize(2);
        var deep = new IOException("0");
        for (int level = 0; level < 100; level++) {
            deep = new IOException("level", deep);
        }
        assertThat(Causes.of(deep)).hasSize(8);
    }

    @Test
    void exceptionsThatThrow_orBlock_orSayNothing_areNotAsked() {
        assertThat(Causes.text(new Hostile())).isEqualTo("Hostile: (message not read)");
        assertThat(Causes.of(new Hostile())).hasSize(1);
        assertThat(ClientFailure.of(new Hostile(), true).map(ClientFailure.Found::failure))
                .contains(ClientFailure.STREAM_ABORTED);
        assertThat(Causes.text(new IOException((String) null))).isEqualTo("IOException");
    }

    private static @Nullable String code(Throwable failure, boolean begun) {
        return ClientFailure.of(failure, begun)
                .map(found -> found.failure().code())
                .orElse(null);
    }

    private static <T extends Throwable> T caused(T failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    private static final class Hostile extends IOException {
        @Override
        public String getMessage() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "never";
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("ask somebody else");
        }
    }
}
