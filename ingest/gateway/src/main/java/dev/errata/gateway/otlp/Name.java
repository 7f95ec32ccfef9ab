package dev.errata.gateway.otlp;

import java.util.List;

/**
 * What attributes mean to Errata, with every name that the conventions have had for it, the newest first. A new name is
 * one word here.
 */
@SuppressWarnings("ImmutableEnumChecker") // an immutable list
enum Name {
    SERVICE("service.name"),
    SERVICE_VERSION("service.version"),
    ENVIRONMENT("deployment.environment.name", "deployment.environment"),
    REGION("cloud.region"),

    PROVIDER("gen_ai.provider.name", "gen_ai.system"),
    PEER_SERVICE("service.peer.name", "peer.service"),
    MODEL("gen_ai.request.model"),
    OPERATION("gen_ai.operation.name"),
    STREAMING("gen_ai.request.stream"),

    METHOD("http.request.method", "http.method"),
    URL("url.full", "http.url"),
    URL_TEMPLATE("url.template"),
    URL_PATH("url.path", "http.target"),
    SERVER("server.address", "net.peer.name", "http.host"),
    STATUS("http.response.status_code", "http.status_code"),
    RESEND_COUNT("http.request.resend_count", "http.resend_count"),
    RETRY_COUNT("http.request.header.x-stainless-retry-count"),

    ERROR_TYPE("error.type"),
    EXCEPTION_TYPE("exception.type"),
    EXCEPTION_MESSAGE("exception.message"),
    STACKTRACE("exception.stacktrace"),

    REQUEST_ID("aws.request_id", "azure.service.request.id", "az.service_request_id"),
    RESPONSE_ID("gen_ai.response.id"),
    RESPONSE_MODEL("gen_ai.response.model"),
    FINISH_REASONS("gen_ai.response.finish_reasons"),
    INPUT_TOKENS("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
    OUTPUT_TOKENS("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),

    EVENT_NAME("event.name"),
    RECORD_UID("log.record.uid"),

    /** Ours, of a resource: which of its spans are attempts where it has both kinds, {@code http} or {@code gen_ai}. */
    ATTEMPTS("errata.attempts");

    private final List<String> names;

    Name(String... names) {
        this.names = List.of(names);
    }

    List<String> names() {
        return names;
    }

    /** The name under which Errata keeps it. */
    String canonical() {
        return names.getFirst();
    }
}
