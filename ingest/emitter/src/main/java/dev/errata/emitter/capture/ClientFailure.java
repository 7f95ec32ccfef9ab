package dev.errata.emitter.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What kept an answer from coming, or from coming to its end. */
enum ClientFailure {
    DNS_FAILURE,
    CONNECT_TIMEOUT,
    READ_TIMEOUT,
    /** By the application's own wish: no failure. */
    CANCELLED,
    TLS_FAILURE,
    CONNECTION_RESET,
    /** The answer had begun. */
    STREAM_ABORTED;

    /** In this order: an exception often is wrapped in one that says less. */
    private static final List<Rule> RULES = List.of(
            Rule.of(DNS_FAILURE, UnknownHostException.class, UnresolvedAddressException.class),
            Rule.of(CONNECT_TIMEOUT, HttpConnectTimeoutException.class, NoRouteToHostException.class),
            Rule.saying(CONNECT_TIMEOUT, SocketTimeoutException.class, "(?i).*connect.*"),
            Rule.saying(CONNECT_TIMEOUT, ConnectException.class, "(?i).*timed out.*"),
            Rule.of(READ_TIMEOUT, SocketTimeoutException.class, HttpTimeoutException.class),
            Rule.saying(READ_TIMEOUT, InterruptedIOException.class, "(?i).*time.?out.*"),
            Rule.of(
                    CANCELLED,
                    CancellationException.class,
                    InterruptedException.class,
                    InterruptedIOException.class,
                    ClosedByInterruptException.class),
            Rule.saying(CANCELLED, IOException.class, "(?i)cancell?ed"),
            Rule.of(
                    TLS_FAILURE,
                    SSLHandshakeException.class,
                    SSLPeerUnverifiedException.class,
                    CertificateException.class),
            Rule.of(
                    CONNECTION_RESET,
                    SocketException.class,
                    EOFException.class,
                    ClosedChannelException.class,
                    ProtocolException.class),
            Rule.saying(
                    CONNECTION_RESET,
                    IOException.class,
                    "(?i).*(?:connection reset|broken pipe|unexpected end|received no bytes|stream was reset|goaway|rst_stream).*"),
            Rule.of(TLS_FAILURE, SSLException.class));

    /**
     * What the exception tells of; empty where it tells of no fault of the network that is known.
     *
     * @param begun whether the answer's head had come: then a broken connection is a stream that broke off
     */
    static Optional<Found> of(Throwable failure, boolean begun) {
        var chain = Causes.of(failure);
        return RULES.stream()
                .flatMap(rule -> chain.stream().filter(rule::matches).map(cause -> new Found(rule.failure(), cause)))
                .findFirst()
                .or(() ->
                        io(chain).map(cause -> new Found(STREAM_ABORTED, cause)).filter(found -> begun))
                .map(found -> begun && found.isBroken() ? new Found(STREAM_ABORTED, found.cause()) : found);
    }

    /** Whether it is of input or output at all: others come from the application's own code. */
    static Optional<Throwable> io(Throwable failure) {
        return io(Causes.of(failure));
    }

    /** As the contract spells it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Throwable> io(List<Throwable> chain) {
        return chain.stream().filter(IOException.class::isInstance).findFirst();
    }

    /** A failure and the exception that gave it away. */
    record Found(ClientFailure failure, Throwable cause) {
        boolean isBroken() {
            return failure == CONNECTION_RESET || failure == TLS_FAILURE;
        }
    }

    private record Rule(ClientFailure failure, List<Class<?>> types, Predicate<String> message) {
        static Rule of(ClientFailure failure, Class<?>... types) {
            return new Rule(failure, List.of(types), message -> true);
        }

        static Rule saying(ClientFailure failure, Class<?> type, String message) {
            return new Rule(
                    failure,
                    List.of(type),
                    Pattern.compile(message, Pattern.DOTALL).asMatchPredicate());
        }

        boolean matches(Throwable cause) {
            return types.stream().anyMatch(type -> type.isInstance(cause)) && message.test(Causes.message(cause));
        }
    }
}
