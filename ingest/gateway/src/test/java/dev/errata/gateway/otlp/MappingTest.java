package dev.errata.gateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.redact.Redactor;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conventions' names, old and new, and the contract's fields. */
class MappingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            status, new                | http.response.status_code=503 | status=503
            status, old                | http.status_code=503 | status=503
            status in the type         | error.type=429 | status=429, type=-
            no status of that number   | http.status_code=0; error.type=timeout | status=-
            type                       | error.type=openai.RateLimitError; exception.type=Other | type=openai.RateLimitError
            type of an exception       | exception.type=openai.RateLimitError | type=openai.RateLimitError
            no type                    | error.type=_OTHER; exception.type=x.Y | type=x.Y
            provider, new              | error.type=x; gen_ai.provider.name=deepseek | provider=deepseek
            provider, old              | error.type=x; gen_ai.system=anthropic | provider=anthropic
            provider of Azure          | error.type=x; gen_ai.provider.name=azure.ai.openai | provider=azure
            provider of AWS            | error.type=x; gen_ai.system=aws.bedrock | provider=bedrock
            provider of Google         | error.type=x; gen_ai.system=gcp.vertex_ai | provider=gemini
            provider xAI, new          | error.type=x; gen_ai.provider.name=x_ai | provider=xai
            provider Mistral           | error.type=x; gen_ai.provider.name=mistral_ai | provider=mistral
            provider by host           | error.type=x; server.address=api.anthropic.com | provider=anthropic
            provider by host, old      | error.type=x; net.peer.name=eu.openai.azure.com | provider=azure
            provider by host, AWS      | error.type=x; server.address=bedrock-runtime.us-east-1.amazonaws.com | provider=bedrock
            provider by host, Google   | error.type=x; server.address=us-central1-aiplatform.googleapis.com | provider=gemini
            no provider by host        | error.type=x; server.address=api.openai.com.example.org | provider=-
            no provider by host        | error.type=x; server.address=notapi.openai.com | provider=-
            provider by the user       | error.type=x; server.address=10.0.0.7; peer.service=payments | provider=payments
            provider by its answer     | http.status_code=429; http.response.header.anthropic-ratelimit-tokens-limit=1 | provider=anthropic
            model, operation           | error.type=x; gen_ai.request.model=gpt-5; gen_ai.operation.name=chat | model=gpt-5, operation=chat
            operation of HTTP          | error.type=x; http.request.method=POST; url.full=https://u:p@h/v1/chat/completions?key=1 | operation=POST /v1/chat/completions
            operation of HTTP, old     | error.type=x; http.method=POST; http.url=https://h/v1/messages | operation=POST /v1/messages
            operation, template        | error.type=x; http.request.method=GET; url.template=/v1/threads/{id}; url.full=https://h/x | operation=GET /v1/threads/{id}
            operation, ids masked      | error.type=x; http.request.method=GET; url.full=https://h/v1/threads/thread_a1b2/runs | operation=GET /v1/threads/*/runs
            operation, Gemini          | error.type=x; http.request.method=POST; url.full=https://h/v1beta/models/gemini-2.5-pro:generateContent | operation=POST /v1beta/models/*:generateContent
            operation, no path         | error.type=x; http.request.method=GET; url.full=https://h | operation=GET /
            streaming                  | error.type=x; gen_ai.request.stream=true | streaming=true
            attempt                    | error.type=x; http.request.resend_count=2 | attempt=3
            attempt, old               | error.type=x; http.resend_count=1 | attempt=2
            attempt, SDK's header      | error.type=x; http.request.header.x-stainless-retry-count=1 | attempt=2
            no attempt                 | error.type=x; http.request.resend_count=-5 | attempt=-
            request id                 | http.status_code=500; http.response.header.x-request-id=req_1 | request_id=req_1
            request id, underscores    | http.status_code=500; http.response.header.x_request_id=req_1 | request_id=req_1
            request id, Anthropic      | http.status_code=500; http.response.header.request-id=req_2 | request_id=req_2
            request id, AWS            | http.status_code=500; aws.request_id=a-1 | request_id=a-1
            request id, Azure          | http.status_code=500; az.service_request_id=z-1 | request_id=z-1
            wait                       | http.status_code=429; http.response.header.retry-after=7 | retry_after_ms=7000
            wait until                 | http.status_code=429; http.response.header.retry-after=Sun, 01 Mar 2026 12:00:30 GMT | retry_after_ms=30000
            message                    | http.status_code=500; exception.message=Boom | message=Boom, raw_body=-
            JSON in the message        | http.status_code=429; exception.message={"error":{"code":"insufficient_quota","type":"billing","message":"No money","param":"p"}} | code=insufficient_quota, type=billing, message=No money, param=p
            JSON and a type            | http.status_code=400; error.type=BadRequestError; exception.message={"error":{"message":"No"}} | type=BadRequestError, message=No
            connect_timeout            | exception.type=java.net.http.HttpConnectTimeoutException | code=connect_timeout, status=-
            connect_timeout, Node      | error.type=UND_ERR_CONNECT_TIMEOUT | code=connect_timeout
            read_timeout               | exception.type=httpx.ReadTimeout | code=read_timeout
            read_timeout, convention   | error.type=timeout | code=read_timeout
            connection_reset           | exception.type=ECONNRESET | code=connection_reset
            dns_failure                | exception.type=java.net.UnknownHostException | code=dns_failure
            dns_failure, .NET          | error.type=name_resolution_error | code=dns_failure
            tls_failure                | exception.type=javax.net.ssl.SSLHandshakeException | code=tls_failure
            stream_aborted             | error.type=response_ended | code=stream_aborted
            code behind the type       | error.type=APIConnectionError; exception.type=ENOTFOUND | code=dns_failure, type=APIConnectionError
            an answer has its own code | http.status_code=500; error.type=ECONNRESET | code=-
            unknown is null            | error.type=StrangeError | code=-, status=-, provider=-, model=-, request_id=-
            """)
    void attributes_ofAFailedCall_becomeFields(String row, String attributes, String expected) {
        assertFields(event(Otlp.logs("", Otlp.log(attributes))), expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            app, version, region | service.name=shop; service.version=1.2; cloud.region=eu-west-1 | app=shop, app_version=1.2, region=eu-west-1
            environment, new     | deployment.environment.name=prod | env=prod
            environment, old     | deployment.environment=prod | env=prod
            nobody named it      | service.name=unknown_service:node | app=-
            """)
    void resource_becomesTheCaller(String row, String resource, String expected) {
        assertFields(event(Otlp.logs(resource, Otlp.log("error.type=x"))), expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "exception.message=Boom",
                "exception.type=x.Y",
                "error.type=x",
                "http.response.status_code=400",
                "event.name=gen_ai.client.operation.exception",
                "event.name=http.client.request.exception"
            })
    void log_thatTellsOfAFailedCall_isAnEvent(String attributes) {
        assertThat(read(Otlp.logs("", Otlp.log(attributes))).events()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "http.response.status_code=200",
                "gen_ai.request.model=m",
                "code.function=f",
                "event.name=http.server.request.exception; exception.type=x.Y"
            })
    void log_ofSomethingElse_isIgnored(String attributes) {
        var mapped = read(Otlp.logs("", Otlp.log(attributes)));

        assertThat(mapped.events()).isEmpty();
        assertThat(mapped.refusals()).isEmpty();
        assertThat(mapped.ignored()).containsExactly(Map.entry("no_api_error", 1));
    }

    @Test
    void log_ofAModelAndSevere_isAnEvent() {
        var log = Otlp.log("gen_ai.request.model=m").setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR);

        assertThat(read(Otlp.logs("", log)).events()).hasSize(1);
    }

    @Test
    void body_ofALog_isItsMessage() {
        var log = Otlp.log("http.status_code=500");
        log.getBodyBuilder().setStringValue("overloaded");

        assertFields(event(Otlp.logs("", log)), "message=overloaded");
    }

    @Test
    void body_thatIsAMap_isReadAsAnAnswer() {
        var log = Otlp.log("http.status_code=402");
        log.getBodyBuilder()
                .getKvlistValueBuilder()
                .addAllValues(Otlp.attributes("code=insufficient_balance; message=Pay"));

        assertFields(event(Otlp.logs("", log)), "code=insufficient_balance, message=Pay");
    }

    @Test
    void time_isTheLogs_orThatOfItsObservation() {
        var observed = Otlp.log("error.type=x").setTimeUnixNano(0).setObservedTimeUnixNano(Otlp.nanos(Otlp.END));

        assertFields(event(Otlp.logs("", Otlp.log("error.type=x"))), "time=2026-03-01T11:59:58.250Z");
        assertFields(event(Otlp.logs("", observed)), "time=2026-03-01T11:59:58.250Z");
    }

    @Test
    void failure_withoutATime_isRefused() {
        var mapped = read(Otlp.logs("", Otlp.log("error.type=x").setTimeUnixNano(0), Otlp.log("error.type=x")));

        assertThat(mapped.refusals()).as("B36").hasSize(1);
        assertThat(mapped.events()).hasSize(1);
    }

    @Test
    void time_beyondAllSense_isStillATime() {
        assertFields(
                event(Otlp.logs("", Otlp.log("error.type=x").setTimeUnixNano(-1))), "time=2554-07-21T23:34:33.709551Z");
    }

    @Test
    void text_thatIsTooLong_isCutAndNamed() {
        var event = event(Otlp.logs("", Otlp.log("error.type=x; exception.stacktrace=" + "at\0".repeat(10_000))));

        assertThat(event.altered()).containsExactly("attributes");
        assertThat(event.attributes().get("exception.stacktrace"))
                .startsWith("at\uFFFDat")
                .hasSizeLessThan(5_000);
    }

    @Test
    void addresses_areKeptWithoutQueryAndUser() {
        var event = event(Otlp.logs("", Otlp.log("error.type=x; url.full=https://u:secret@h/v1?key=secret#x")));

        assertThat(event.attributes()).containsEntry("url.full", "https://h/v1");
    }

    @Test
    void span_thatFailed_isAnEvent() {
        var span = Otlp.span(1, 0, "gen_ai.operation.name=chat; gen_ai.request.model=m; gen_ai.system=openai")
                .setStatus(Status.newBuilder()
                        .setCode(StatusCode.STATUS_CODE_ERROR)
                        .setMessage("said"));
        span.addEventsBuilder()
                .setName("exception")
                .addAllAttributes(Otlp.attributes("exception.type=RateLimitError; exception.message=slow down"));

        assertFields(
                event(Otlp.traces("service.name=shop", span)),
                "app=shop, provider=openai, model=m, operation=chat, type=RateLimitError, message=slow down,"
                        + " latency_ms=1500, time=2026-03-01T11:59:58.250Z,"
                        + " trace_id=0af7651916cd43dd8448eb211c80319c, call_id=0000000000000001");
    }

    @Test
    void description_ofASpansStatus_isItsMessage() {
        var span = Otlp.span(1, 0, "http.request.method=GET")
                .setStatus(Status.newBuilder()
                        .setCode(StatusCode.STATUS_CODE_ERROR)
                        .setMessage("said"));

        assertFields(event(Otlp.traces("", span)), "message=said, call_id=-, operation=GET");
    }

    private static Mapped read(Message request) {
        var signal = request.getDescriptorForType().getName().contains("Logs") ? Signal.LOGS : Signal.TRACES;
        return signal.read(
                Wire.PROTOBUF, request.toByteArray(), new Arrival("default", NOW, Redactor.STANDARD), bytes -> {});
    }

    private static ErrorEvent event(Message request) {
        return read(request).events().getFirst().event();
    }

    private static void assertFields(ErrorEvent event, String expected) {
        var json = new ErrorEventCodec().toJson(event);
        var names = Arrays.stream(expected.split(",\\s*"))
                .map(pair -> pair.split("=", 2)[0])
                .toList();
        var actual = names.stream()
                .map(name -> name + "=" + json.path(name).asString("-"))
                .collect(Collectors.joining(", "));
        assertThat(actual).isEqualTo(expected);
    }
}
