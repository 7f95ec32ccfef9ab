package dev.errata.gateway.otlp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Codes of failures without an answer, by what languages and clients call them. A name that is not here has no code. */
final class ClientErrors {
    private static final Map<String, Set<String>> NAMES = Map.of(
            "connect_timeout",
            Set.of(
                    "ConnectTimeout",
                    "ConnectTimeoutError",
                    "ConnectTimeoutException",
                    "HttpConnectTimeoutException",
                    "UND_ERR_CONNECT_TIMEOUT",
                    "ETIMEDOUT",
                    "ConnectionTimeoutError"),
            "read_timeout",
            Set.of(
                    "ReadTimeout",
                    "ReadTimeoutError",
                    "ReadTimeoutException",
                    "HttpTimeoutException",
                    "SocketTimeoutException",
                    "SocketTimeout",
                    "HeadersTimeoutError",
                    "BodyTimeoutError",
                    "UND_ERR_HEADERS_TIMEOUT",
                    "UND_ERR_BODY_TIMEOUT",
                    "ESOCKETTIMEDOUT",
                    "TimeoutError",
                    "timeout",
                    "APITimeoutError",
                    "APIConnectionTimeoutError",
                    "ServerTimeoutError",
                    "SocketTimeoutError",
                    "DeadlineExceeded"),
            "connection_reset",
            Set.of(
                    "ECONNRESET",
                    "EPIPE",
                    "ECONNABORTED",
                    "UND_ERR_SOCKET",
                    "ConnectionResetError",
                    "ConnectionAbortedError",
                    "BrokenPipeError",
                    "RemoteDisconnected",
                    "RemoteProtocolError",
                    "ServerDisconnectedError",
                    "connection_reset"),
            "dns_failure",
            Set.of(
                    "ENOTFOUND",
                    "EAI_AGAIN",
                    "UnknownHostException",
                    "gaierror",
                    "NameResolutionError",
                    "ClientConnectorDNSError",
                    "name_resolution_error"),
            "tls_failure",
            Set.of(
                    "SSLError",
                    "SSLException",
                    "SSLHandshakeException",
                    "SSLPeerUnverifiedException",
                    "SSLCertVerificationError",
                    "ClientConnectorSSLError",
                    "ClientConnectorCertificateError",
                    "CertPathValidatorException",
                    "CERT_HAS_EXPIRED",
                    "DEPTH_ZERO_SELF_SIGNED_CERT",
                    "SELF_SIGNED_CERT_IN_CHAIN",
                    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
                    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
                    "ERR_TLS_CERT_ALTNAME_INVALID",
                    "secure_connection_error"),
            "stream_aborted",
            Set.of(
                    "ChunkedEncodingError",
                    "IncompleteRead",
                    "ClientPayloadError",
                    "ERR_STREAM_PREMATURE_CLOSE",
                    "response_ended"));

    private static final Map<String, String> BY_NAME = NAMES.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(name -> Map.entry(word(name), entry.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private ClientErrors() {}

    static Optional<String> code(@Nullable String errorType) {
        return errorType == null ? Optional.empty() : Optional.ofNullable(BY_NAME.get(word(errorType)));
    }

    /** The class without its package, in lower case. */
    private static String word(String name) {
        var end = name.strip();
        var start = Math.max(end.lastIndexOf('.'), Math.max(end.lastIndexOf(':'), end.lastIndexOf('$')));
        return end.substring(start + 1).toLowerCase(Locale.ROOT);
    }
}
